package dev.steward.zerotrust.port;

import dev.steward.kit.policy.score.KnownUser;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserHours;
import dev.steward.zerotrust.domain.UserTrustEntry;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Knows what the other fakes keep. */
public class FakeKnownUserRepository implements KnownUserRepository {

    private final FakeUserRepository users;
    private final FakeTrustHistoryRepository histories;
    private final FakeKnownOriginRepository origins;
    private final FakeUsualHoursRepository usualHours;
    private final SortedMap<String, Long> sequences = new TreeMap<>();
    private final Set<String> ended = new HashSet<>();

    public FakeKnownUserRepository(
            FakeUserRepository users,
            FakeTrustHistoryRepository histories,
            FakeKnownOriginRepository origins,
            FakeUsualHoursRepository usualHours) {
        this.users = users;
        this.histories = histories;
        this.origins = origins;
        this.usualHours = usualHours;
    }

    @Override
    public Mono<KnownUser> find(String userId) {
        return users.find(userId)
                .flatMap(user -> usualHours
                        .find(userId)
                        .map(UserHours::hours)
                        .singleOptional()
                        .map(hours -> new KnownUser(
                                histories.of(user.username().value()),
                                hours.orElse(null),
                                origins.networks(userId),
                                origins.places(userId))))
                .defaultIfEmpty(KnownUser.UNKNOWN);
    }

    @Override
    public Mono<List<UserTrustEntry>> next(Collection<String> userIds) {
        return Flux.fromIterable(userIds)
                .sort()
                .filter(id -> !ended.contains(id))
                .concatMap(users::find)
                .map(User::id)
                .concatMap(id -> {
                    origins.keep(id, MOST_NETWORKS, MOST_PLACES);
                    long sequence = sequences.merge(id, 1L, Long::sum);
                    return find(id).map(known -> new UserTrustEntry(id, sequence, known));
                })
                .collectList();
    }

    @Override
    public Mono<List<UserTrustEntry>> nextOfAccounts(Collection<String> accounts) {
        return Flux.fromIterable(accounts)
                .mapNotNull(users::named)
                .map(User::id)
                .collectList()
                .flatMap(this::next);
    }

    @Override
    public Mono<Void> forget(String userId) {
        return Mono.fromRunnable(() -> {
            origins.keep(userId, 0, 0);
            usualHours.forget(userId);
        });
    }

    @Override
    public Mono<Long> end(String userId) {
        return Mono.fromSupplier(() -> {
                    ended.add(userId);
                    return sequences.merge(userId, 1L, Long::sum);
                })
                .filter(sequence -> sequence > 1);
    }

    @Override
    public Mono<List<UserTrustEntry>> lockAfter(String lastId, int limit) {
        return Flux.fromIterable(sequences.keySet().stream().toList())
                .filter(id -> id.compareTo(lastId) > 0 && !ended.contains(id))
                .take(limit)
                .concatMap(id -> find(id).map(known -> new UserTrustEntry(id, sequences.get(id), known)))
                .collectList();
    }
}
