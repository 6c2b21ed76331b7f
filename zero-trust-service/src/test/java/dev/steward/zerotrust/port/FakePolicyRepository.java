package dev.steward.zerotrust.port;

import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.zerotrust.domain.ManagedPolicy;
import dev.steward.zerotrust.domain.PolicyEntry;
import dev.steward.zerotrust.domain.PolicyState;
import dev.steward.zerotrust.domain.PolicyVersion;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

public class FakePolicyRepository implements PolicyRepository {

    private final SortedMap<String, ManagedPolicy> rows = new TreeMap<>();
    private final Map<String, TreeMap<Integer, PolicyVersion>> versions = new ConcurrentHashMap<>();

    @Override
    public Mono<Void> insert(ManagedPolicy policy, PolicyVersion first) {
        return Mono.fromRunnable(() -> {
            rows.put(policy.id(), policy);
            versions.computeIfAbsent(policy.id(), _ -> new TreeMap<>()).put(first.number(), first);
        });
    }

    @Override
    public Mono<ManagedPolicy> find(String id) {
        return Mono.fromSupplier(() -> rows.get(id)).filter(policy -> !policy.deleted());
    }

    @Override
    public Mono<ManagedPolicy> lock(String id) {
        return find(id);
    }

    @Override
    public Mono<List<ManagedPolicy>> list(PolicyState state, long offset, int limit) {
        return Mono.fromSupplier(() -> of(state)
                .sorted(Comparator.comparing(ManagedPolicy::id).reversed())
                .skip(offset)
                .limit(limit)
                .toList());
    }

    @Override
    public Mono<Long> count(PolicyState state) {
        return Mono.fromSupplier(() -> of(state).count());
    }

    @Override
    public Mono<Boolean> update(ManagedPolicy changed) {
        return find(changed.id())
                .filter(policy -> policy.version() == changed.version() - 1)
                .map(_ -> rows.put(changed.id(), changed) != null)
                .defaultIfEmpty(false);
    }

    @Override
    public Mono<Void> addVersion(String id, PolicyVersion next) {
        return Mono.fromRunnable(() -> versions.get(id).put(next.number(), next));
    }

    @Override
    public Mono<PolicyVersion> version(String id, int number) {
        return find(id).mapNotNull(_ -> versions.get(id).get(number));
    }

    @Override
    public Mono<List<PolicyVersion>> versions(String id, long offset, int limit) {
        return find(id).map(_ -> versions.get(id).descendingMap().values().stream()
                        .skip(offset)
                        .limit(limit)
                        .toList())
                .defaultIfEmpty(List.of());
    }

    @Override
    public Mono<PolicyVersion> activeBefore(String id, Integer number) {
        return find(id).mapNotNull(_ -> versions.get(id).values().stream()
                .filter(version -> version.wasActive() && !Objects.equals(version.number(), number))
                .max(Comparator.comparing(PolicyVersion::activatedAt).thenComparing(PolicyVersion::number))
                .orElse(null));
    }

    @Override
    public Mono<Void> tried(String id, int number, Instant at) {
        return Mono.fromRunnable(() -> versions.get(id)
                .computeIfPresent(
                        number,
                        (_, v) -> new PolicyVersion(
                                number,
                                v.rules(),
                                v.createdBy(),
                                v.createdAt(),
                                at,
                                v.activatedAt(),
                                v.activatedBy())));
    }

    @Override
    public Mono<Void> activated(String id, int number, Instant at, String by) {
        return Mono.fromRunnable(() -> versions.get(id)
                .computeIfPresent(
                        number,
                        (_, v) -> new PolicyVersion(
                                number, v.rules(), v.createdBy(), v.createdAt(), v.triedAt(), at, by)));
    }

    @Override
    public Mono<List<PolicyStateChanged>> active() {
        return Mono.fromSupplier(() ->
                rows.values().stream().map(this::state).filter(Objects::nonNull).toList());
    }

    @Override
    public Mono<List<PolicyStateChanged>> inDryRun() {
        return Mono.fromSupplier(() -> rows.values().stream()
                .filter(policy -> policy.dryRunVersion() != null)
                .map(policy -> {
                    PolicyVersion tried = versions.get(policy.id()).get(policy.dryRunVersion());
                    return tried.rules().state(policy.id(), tried.number(), tried.triedAt());
                })
                .toList());
    }

    @Override
    public Mono<List<PolicyEntry>> entriesAfter(String lastId, int limit) {
        return Mono.fromSupplier(() -> rows.values().stream()
                .filter(policy -> policy.eventSequence() > 0 && policy.id().compareTo(lastId) > 0)
                .limit(limit)
                .map(policy -> new PolicyEntry(policy.id(), policy.eventSequence(), state(policy)))
                .toList());
    }

    private PolicyStateChanged state(ManagedPolicy policy) {
        if (policy.activeVersion() == null) {
            return null;
        }
        PolicyVersion active = versions.get(policy.id()).get(policy.activeVersion());
        return active.rules().state(policy.id(), active.number(), active.activatedAt());
    }

    private Stream<ManagedPolicy> of(PolicyState state) {
        return rows.values().stream().filter(policy -> !policy.deleted() && (state == null || policy.state() == state));
    }
}
