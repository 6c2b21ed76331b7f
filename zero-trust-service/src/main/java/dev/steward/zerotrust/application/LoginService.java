package dev.steward.zerotrust.application;

import dev.steward.events.UuidV7;
import dev.steward.events.trust.LoginFailed;
import dev.steward.events.trust.LoginSucceeded;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.application.LoginOutcome.Reason;
import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.RefreshToken;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.Username;
import dev.steward.zerotrust.port.LoginSessionRepository;
import dev.steward.zerotrust.port.PasswordHasher;
import dev.steward.zerotrust.port.UserRepository;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Turns a name and a password into a login session with its tokens. */
public class LoginService {

    /** Stands in events for what no user can be called, which may be anything, even a mistyped password. */
    private static final String NO_NAME = "(not a username)";

    private final UserRepository users;
    private final LoginSessionRepository loginSessions;
    private final PasswordHasher hasher;
    private final AccessTokens accessTokens;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final Duration loginSessionLifetime;
    private final SecureRandom random = new SecureRandom();

    public LoginService(
            UserRepository users,
            LoginSessionRepository loginSessions,
            PasswordHasher hasher,
            AccessTokens accessTokens,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock,
            Duration loginSessionLifetime) {
        this.users = users;
        this.loginSessions = loginSessions;
        this.hasher = hasher;
        this.accessTokens = accessTokens;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
        this.loginSessionLifetime = loginSessionLifetime;
    }

    public Mono<LoginOutcome> login(String typedName, String typedPassword) {
        return Username.parse(typedName)
                .map(name -> users.credential(name)
                        .flatMap(credential -> hasher.matches(typedPassword, credential.passwordHash())
                                .flatMap(matches -> judge(credential.user(), matches))
                                .defaultIfEmpty(new LoginOutcome.Overloaded()))
                        .switchIfEmpty(Mono.defer(() -> refuseUnknown(name.value(), typedPassword))))
                .orElseGet(() -> refuseUnknown(NO_NAME, typedPassword));
    }

    /** Costs the time a wrong password costs, so that the answer does not tell which names exist. */
    private Mono<LoginOutcome> refuseUnknown(String name, String typedPassword) {
        return hasher.matchesNobody(typedPassword)
                .flatMap(_ -> refuse(name, Reason.UNKNOWN_USER))
                .defaultIfEmpty(new LoginOutcome.Overloaded());
    }

    private Mono<LoginOutcome> judge(User user, boolean passwordMatches) {
        String name = user.username().value();
        if (!passwordMatches) {
            return refuse(name, Reason.WRONG_PASSWORD);
        }
        return user.disabled() ? refuse(name, Reason.USER_DISABLED) : open(user);
    }

    private Mono<LoginOutcome> refuse(String name, Reason reason) {
        return Mono.defer(() -> {
            var event = new LoginFailed(name, reason.wireName());
            return outbox.append(new OutboxEvent("login-attempt", UuidV7.next(clock), 1, null, event))
                    .as(transaction::transactional)
                    .thenReturn(new LoginOutcome.Refused(reason));
        });
    }

    private Mono<LoginOutcome> open(User user) {
        var now = clock.instant();
        var loginSession = new LoginSession(UuidV7.next(clock), user.id(), now, now.plus(loginSessionLifetime));
        var refreshToken = RefreshToken.random(random);
        var event = new LoginSucceeded(user.id(), loginSession.id());
        return accessTokens.issue(user, loginSession).flatMap(token -> loginSessions
                .open(loginSession, refreshToken)
                .filter(opened -> opened)
                .flatMap(_ -> outbox.append(new OutboxEvent("login-session", loginSession.id(), 1, null, event))
                        .thenReturn((LoginOutcome) new LoginOutcome.LoggedIn(
                                token, refreshToken, accessTokens.lifetime(), loginSession.id())))
                .as(transaction::transactional)
                .switchIfEmpty(Mono.defer(() -> refuse(user.username().value(), Reason.USER_DISABLED))));
    }
}
