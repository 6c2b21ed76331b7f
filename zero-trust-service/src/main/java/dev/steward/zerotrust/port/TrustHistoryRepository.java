package dev.steward.zerotrust.port;

import dev.steward.kit.policy.score.TrustScoreSettings;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** What failures have left of accounts' histories, whether or not there is such an account. Writes join the caller's transaction. */
public interface TrustHistoryRepository {

    /** Takes points from what the history has healed to by now: one statement, the same for names that nobody has. */
    Mono<Void> take(String account, double points, TrustScoreSettings.User settings, Instant now);

    /** Some of the accounts that lost points and were not named here since. */
    Mono<List<String>> notice(int limit);

    /** Forgets what has healed and was noticed. */
    Mono<Void> forgetWhole(TrustScoreSettings.User settings, Instant now);
}
