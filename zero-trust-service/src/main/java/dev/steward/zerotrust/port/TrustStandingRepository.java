package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.TrustStanding;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** The levels of trust that were told, and when to look at whom again. Writes and locks join the caller's transaction. */
public interface TrustStandingRepository {

    /** Has the user looked at then, if not before. */
    Mono<Void> look(String userId, Instant at);

    /** As {@link #look}, by name; who has no standing gets none. */
    Mono<Void> lookAtAccounts(List<String> accounts, Instant at);

    /** The one that has been due longest, of those that nobody else has locked; empty when none is due. */
    Mono<TrustStanding> lockNext(Instant now);

    /** A compare-and-set on what was told; false when something was told since. */
    Mono<Boolean> update(TrustStanding before, TrustStanding after);
}
