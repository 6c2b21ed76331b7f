package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * When tokens are issued that say what a user may do. The time comes first and the user after it, once whoever changes the
 * user has done so: a token of before a withdrawal of roles is none of after it.
 */
public class IssueTime {

    private final UserRepository users;
    private final Clock clock;
    private final Function<Duration, Mono<?>> delay;

    /** With what holds up for a while whoever issues, and no thread. */
    public IssueTime(UserRepository users, Clock clock, Function<Duration, Mono<?>> delay) {
        this.users = users;
        this.clock = clock;
        this.delay = delay;
    }

    /**
     * Issues by the user as it is and the time. While no token of now would count, which is for the rest of a second, it
     * waits without a lock and begins again. Not for inside a transaction.
     */
    <T> Mono<T> issue(User user, BiFunction<User, Instant, Mono<T>> issue) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return users.settled(user.id())
                    .defaultIfEmpty(user)
                    .flatMap(settled -> settled.tokensCount(now)
                            ? issue.apply(settled, now)
                            : untilTokensCount(settled).then(issue(user, issue)));
        });
    }

    private Mono<?> untilTokensCount(User user) {
        return Mono.justOrEmpty(user.tokensValidFrom())
                .flatMap(from -> delay.apply(Duration.between(clock.instant(), from)));
    }
}
