package dev.steward.zerotrust.application;

import dev.steward.kit.testing.NoTransaction;
import dev.steward.zerotrust.adapter.crypto.JwtTokenSigner;
import dev.steward.zerotrust.domain.Password;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.Username;
import dev.steward.zerotrust.port.FakeLoginSessionRepository;
import dev.steward.zerotrust.port.FakePasswordHasher;
import dev.steward.zerotrust.port.FakeProjectRepository;
import dev.steward.zerotrust.port.FakeSigningKeyRepository;
import dev.steward.zerotrust.port.FakeTrustEntryRepository;
import dev.steward.zerotrust.port.FakeUserRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

/** The whole application on fakes, at noon. */
class Identity {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final Password PASSWORD = new Password("correct horse battery");

    final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    final NoTransaction transaction = new NoTransaction();
    final RecordingOutbox outbox = new RecordingOutbox();
    final FakeUserRepository users = new FakeUserRepository();
    final FakeProjectRepository projects = new FakeProjectRepository();
    final FakeLoginSessionRepository loginSessions = new FakeLoginSessionRepository(users);
    final FakeSigningKeyRepository signingKeys = new FakeSigningKeyRepository();
    final FakeTrustEntryRepository entries = new FakeTrustEntryRepository();
    final FakePasswordHasher hasher = new FakePasswordHasher();
    final JwtTokenSigner signer = new JwtTokenSigner("issuer", "steward");
    final KeyRing keyRing = new KeyRing(signingKeys, entries, signer, outbox, transaction, clock);
    final AccessTokens accessTokens = new AccessTokens(projects, keyRing, signer, clock, Duration.ofMinutes(15));
    final LoginService logins = new LoginService(
            users, loginSessions, hasher, accessTokens, outbox, transaction, clock, Duration.ofDays(7));
    final UserService userService = new UserService(users, hasher, outbox, transaction, clock);
    final ProjectService projectService = new ProjectService(projects, users, outbox, transaction, clock);
    final TrustStatePublisher publisher =
            new TrustStatePublisher(projects, entries, keyRing, outbox, transaction, clock);

    User user(String name, Role... roles) {
        String hash = userService.hash(PASSWORD).block();
        var created =
                userService.create(new Username(name), hash, Set.of(roles)).block();
        return ((UserCreation.Created) created).user();
    }
}
