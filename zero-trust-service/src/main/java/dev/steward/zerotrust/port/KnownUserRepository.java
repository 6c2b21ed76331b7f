package dev.steward.zerotrust.port;

import dev.steward.events.trust.UserTrustStateChanged;
import dev.steward.kit.policy.score.KnownUser;
import dev.steward.zerotrust.domain.UserTrustEntry;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * All that is remembered of users between their logins, and the counters of the trust state entries that tell of it. Writes
 * and locks join the caller's transaction.
 */
public interface KnownUserRepository {

    /** How many networks, of those seen last, are remembered of a user. */
    int MOST_NETWORKS = UserTrustStateChanged.MOST_NETWORKS;

    /** As {@link #MOST_NETWORKS}. */
    int MOST_PLACES = UserTrustStateChanged.MOST_PLACES;

    /** {@link KnownUser#UNKNOWN} when there is nothing, or no such user. */
    Mono<KnownUser> find(String userId);

    /**
     * Counts the entries of some users one up and forgets what is too much to remember. They stay locked until the
     * transaction ends, so that whoever counts next knows this change too. Without those who are deleted.
     */
    Mono<List<UserTrustEntry>> next(Collection<String> userIds);

    /** As {@link #next}, by name; names that nobody has have no entry. */
    Mono<List<UserTrustEntry>> nextOfAccounts(Collection<String> accounts);

    /** Forgets where a user was and when the user works. Before {@link #end}, and before others are made to wait. */
    Mono<Void> forget(String userId);

    /** Answers the number of the entry's tombstone; empty when there never was an entry. There will be none any more. */
    Mono<Long> end(String userId);

    /** The next entries in the order of users' ids, locked against change until the transaction ends. Starts from {@code ""}. */
    Mono<List<UserTrustEntry>> lockAfter(String lastId, int limit);
}
