package dev.steward.zerotrust.application;

import dev.steward.events.UuidV7;
import dev.steward.events.trust.LoginFailed;
import dev.steward.events.trust.LoginSucceeded;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.application.LoginOutcome.Reason;
import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.MfaToken;
import dev.steward.zerotrust.domain.RefreshToken;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.Username;
import dev.steward.zerotrust.port.DeviceRepository;
import dev.steward.zerotrust.port.LoginSessionRepository;
import dev.steward.zerotrust.port.PasswordHasher;
import dev.steward.zerotrust.port.UserRepository;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Turns a name and a password into a login session with its tokens. */
public class LoginService {

    /** Stands in events for what no user can be called, which may be anything, even a mistyped password. */
    private static final String NO_NAME = "(not a username)";

    private final UserRepository users;
    private final LoginSessionRepository loginSessions;
    private final DeviceRepository devices;
    private final PasswordHasher hasher;
    private final LoginGuard guard;
    private final MfaGate mfa;
    private final AccessTokens accessTokens;
    private final TrustEvidence evidence;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final Duration loginSessionLifetime;
    private final SecureRandom random = new SecureRandom();

    public LoginService(
            UserRepository users,
            LoginSessionRepository loginSessions,
            DeviceRepository devices,
            PasswordHasher hasher,
            LoginGuard guard,
            MfaGate mfa,
            AccessTokens accessTokens,
            TrustEvidence evidence,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock,
            Duration loginSessionLifetime) {
        this.users = users;
        this.loginSessions = loginSessions;
        this.devices = devices;
        this.hasher = hasher;
        this.guard = guard;
        this.mfa = mfa;
        this.accessTokens = accessTokens;
        this.evidence = evidence;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
        this.loginSessionLifetime = loginSessionLifetime;
    }

    /**
     * Judges a login. The code is looked at only when the password is right and the user has a second factor, the device
     * only when both are, so that nobody can find out whose it is.
     *
     * @param origin where it is tried from
     */
    public Mono<LoginOutcome> login(
            String typedName, String typedPassword, @Nullable String typedCode, LoginOrigin origin) {
        String name = Username.parse(typedName).map(Username::value).orElse(NO_NAME);
        return guard.refusal(name, origin.address())
                .cast(LoginOutcome.class)
                .switchIfEmpty(Mono.defer(() -> tryIt(name, typedPassword, typedCode, origin)));
    }

    /** Goes on with a login that waits for its second factor. */
    public Mono<LoginOutcome> answer(MfaToken token, String typedCode, LoginOrigin origin) {
        return mfa.answer(token, typedCode)
                .flatMap(answered -> users.find(answered.login().userId())
                        .flatMap(user -> answered.accepted()
                                ? open(
                                        user,
                                        answered.at(),
                                        origin.on(answered.login().deviceId()))
                                : refuse(user, Reason.WRONG_SECOND_FACTOR, origin)))
                .defaultIfEmpty(new LoginOutcome.Refused(Reason.WRONG_SECOND_FACTOR));
    }

    private Mono<LoginOutcome> tryIt(
            String name, String typedPassword, @Nullable String typedCode, LoginOrigin origin) {
        return Mono.justOrEmpty(Username.parse(name))
                .flatMap(users::credential)
                .flatMap(credential -> hasher.matches(typedPassword, credential.passwordHash())
                        .flatMap(matches -> judge(credential.user(), matches, typedCode, origin))
                        .defaultIfEmpty(new LoginOutcome.Overloaded()))
                .switchIfEmpty(Mono.defer(() -> refuseUnknown(name, typedPassword, origin.address())));
    }

    /** Costs the time a wrong password costs, so that the answer does not tell which names exist. */
    private Mono<LoginOutcome> refuseUnknown(String name, String typedPassword, String address) {
        return hasher.matchesNobody(typedPassword)
                .flatMap(_ -> refuse(name, Reason.UNKNOWN_USER, guard.failed(name, address)))
                .defaultIfEmpty(new LoginOutcome.Overloaded());
    }

    private Mono<LoginOutcome> judge(
            User user, boolean passwordMatches, @Nullable String typedCode, LoginOrigin origin) {
        if (!passwordMatches) {
            return refuse(user, Reason.WRONG_PASSWORD, origin);
        }
        if (user.disabled()) {
            return refuse(user, Reason.USER_DISABLED, origin);
        }
        return guard.block(user.username().value(), origin.address())
                .cast(LoginOutcome.class)
                .switchIfEmpty(Mono.defer(
                        () -> mfa.pass(user, typedCode, origin.deviceId()).flatMap(passage -> switch (passage) {
                            case MfaGate.Passage.Open _ -> open(user, null, origin);
                            case MfaGate.Passage.Presented(Instant mfaAt) -> open(user, mfaAt, origin);
                            case MfaGate.Passage.Missing(LoginOutcome.MfaRequired challenge) -> Mono.just(challenge);
                            case MfaGate.Passage.Wrong _ -> refuse(user, Reason.WRONG_SECOND_FACTOR, origin);
                        })));
    }

    private Mono<LoginOutcome> refuse(User user, Reason reason, LoginOrigin origin) {
        return refuse(user.username().value(), reason, guard.failed(user, origin.address()));
    }

    private Mono<LoginOutcome> refuse(String name, Reason reason, Mono<Void> count) {
        return Mono.defer(() -> {
            var event = new LoginFailed(name, reason.wireName());
            return count.then(outbox.append(new OutboxEvent("login-attempt", UuidV7.next(clock), 1, null, event)))
                    .as(transaction::transactional)
                    .thenReturn(new LoginOutcome.Refused(reason));
        });
    }

    private Mono<LoginOutcome> open(User user, @Nullable Instant mfaAt, LoginOrigin origin) {
        String deviceId = origin.deviceId();
        if (deviceId == null) {
            return openOn(null, user, mfaAt, origin);
        }
        return devices.find(deviceId)
                .filter(device -> device.userId().equals(user.id()))
                .flatMap(device -> openOn(device.id(), user, mfaAt, origin))
                .switchIfEmpty(Mono.defer(() -> refuseDevice(user, origin)));
    }

    /** It is no guess at the account, and not counted as one; but who is held up is told nothing, here as elsewhere. */
    private Mono<LoginOutcome> refuseDevice(User user, LoginOrigin origin) {
        String name = user.username().value();
        return guard.block(name, origin.address())
                .cast(LoginOutcome.class)
                .switchIfEmpty(refuse(name, Reason.UNKNOWN_DEVICE, Mono.empty()));
    }

    private Mono<LoginOutcome> openOn(
            @Nullable String deviceId, User user, @Nullable Instant mfaAt, LoginOrigin origin) {
        var now = clock.instant();
        var loginSession =
                new LoginSession(UuidV7.next(clock), user.id(), deviceId, now, now.plus(loginSessionLifetime));
        return accessTokens.issue(user, loginSession, mfaAt).flatMap(token -> guard.refusalAtLast(
                        user.username().value(), origin.address())
                .cast(LoginOutcome.class)
                .switchIfEmpty(Mono.defer(() -> store(user, loginSession, mfaAt, origin, token)))
                .as(transaction::transactional)
                .switchIfEmpty(Mono.defer(() -> refuse(user, Reason.USER_DISABLED, origin))));
    }

    /** Empty when the user was disabled meanwhile. */
    private Mono<LoginOutcome> store(
            User user, LoginSession loginSession, @Nullable Instant mfaAt, LoginOrigin origin, String token) {
        var refreshToken = RefreshToken.random(random);
        var event = new LoginSucceeded(user.id(), loginSession.id());
        return loginSessions
                .open(loginSession, refreshToken, origin)
                .filter(opened -> opened)
                .delayUntil(_ -> mfa.remember(loginSession, mfaAt))
                .delayUntil(_ -> evidence.loggedIn(loginSession, origin))
                .flatMap(_ -> outbox.append(new OutboxEvent("login-session", loginSession.id(), 1, null, event))
                        .thenReturn(new LoginOutcome.LoggedIn(
                                token, refreshToken, accessTokens.lifetimeIn(loginSession), loginSession.id())));
    }
}
