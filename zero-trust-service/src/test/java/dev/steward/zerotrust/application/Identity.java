package dev.steward.zerotrust.application;

import dev.steward.kit.testing.NoTransaction;
import dev.steward.zerotrust.adapter.crypto.HmacRecoveryCodeHasher;
import dev.steward.zerotrust.adapter.crypto.HmacTotpCodes;
import dev.steward.zerotrust.adapter.crypto.MasterKey;
import dev.steward.zerotrust.domain.LoginLimits;
import dev.steward.zerotrust.domain.Password;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.Username;
import dev.steward.zerotrust.port.FakeAuthenticatorRepository;
import dev.steward.zerotrust.port.FakeLoginAssuranceRepository;
import dev.steward.zerotrust.port.FakeLoginFailureRepository;
import dev.steward.zerotrust.port.FakeLoginSessionRepository;
import dev.steward.zerotrust.port.FakeMfaChallengeRepository;
import dev.steward.zerotrust.port.FakePasswordHasher;
import dev.steward.zerotrust.port.FakeProjectRepository;
import dev.steward.zerotrust.port.FakeSigningKeyRepository;
import dev.steward.zerotrust.port.FakeTrustEntryRepository;
import dev.steward.zerotrust.port.FakeUserRepository;
import dev.steward.zerotrust.port.OnePairTokenSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** The whole application on fakes; it is noon until a test lets time pass. */
class Identity {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final Password PASSWORD = new Password("correct horse battery");

    final MovingClock clock = new MovingClock(NOON);
    final NoTransaction transaction = new NoTransaction();
    final RecordingOutbox outbox = new RecordingOutbox();
    final RecordingAuditTrail audit = new RecordingAuditTrail();
    final FakeUserRepository users = new FakeUserRepository();
    final FakeProjectRepository projects = new FakeProjectRepository();
    final FakeLoginSessionRepository loginSessions = new FakeLoginSessionRepository(users);
    final FakeSigningKeyRepository signingKeys = new FakeSigningKeyRepository();
    final FakeTrustEntryRepository entries = new FakeTrustEntryRepository();
    final FakePasswordHasher hasher = new FakePasswordHasher();
    final OnePairTokenSigner signer = new OnePairTokenSigner("issuer", "steward");
    final LoginGuard guard = new LoginGuard(
            new FakeLoginFailureRepository(),
            new LoginLimits(5, Duration.ofMinutes(15), Duration.ofSeconds(1), 100),
            outbox,
            transaction,
            clock);
    final KeyRing keyRing = new KeyRing(signingKeys, entries, signer, outbox, transaction, clock);
    final FakeAuthenticatorRepository authenticators = new FakeAuthenticatorRepository();
    final FakeMfaChallengeRepository challenges = new FakeMfaChallengeRepository();
    final FakeLoginAssuranceRepository assurances = new FakeLoginAssuranceRepository(loginSessions);
    final HmacTotpCodes codes = new HmacTotpCodes();
    final HmacRecoveryCodeHasher recoveryCodeHasher = new HmacRecoveryCodeHasher(MasterKey.random());
    final SecondFactor secondFactor = new SecondFactor(authenticators, codes, recoveryCodeHasher, clock);
    final MfaGate gate = new MfaGate(authenticators, challenges, assurances, secondFactor, transaction, clock);
    final AccessTokens accessTokens =
            new AccessTokens(projects, assurances, keyRing, signer, clock, Duration.ofMinutes(15));
    final LoginService logins = new LoginService(
            users, loginSessions, hasher, guard, gate, accessTokens, outbox, transaction, clock, Duration.ofDays(7));
    final LoginSessionService loginSessionService =
            new LoginSessionService(loginSessions, accessTokens, transaction, clock);
    final TokenRefresh refreshes =
            new TokenRefresh(users, loginSessions, loginSessionService, accessTokens, transaction, clock);
    final MfaEnrolment enrolment =
            new MfaEnrolment(users, authenticators, secondFactor, recoveryCodeHasher, outbox, transaction, clock);
    final StepUp stepUp =
            new StepUp(users, authenticators, assurances, secondFactor, accessTokens, outbox, transaction, clock);
    final UserService userService = new UserService(users, hasher, outbox, transaction, clock);
    final ProjectService projectService = new ProjectService(projects, users, outbox, audit, transaction, clock);
    final UserAdministration administration =
            new UserAdministration(users, projectService, outbox, audit, transaction, clock);
    final PasswordService passwords = new PasswordService(users, hasher, guard, outbox, transaction, clock);
    final TrustStatePublisher publisher =
            new TrustStatePublisher(projects, users, entries, keyRing, outbox, transaction, clock);

    void pass(Duration time) {
        clock.advance(time);
    }

    User user(String name, Role... roles) {
        String hash = userService.hash(PASSWORD).block();
        var created =
                userService.create(new Username(name), hash, Set.of(roles)).block();
        return ((UserCreation.Created) created).user();
    }
}
