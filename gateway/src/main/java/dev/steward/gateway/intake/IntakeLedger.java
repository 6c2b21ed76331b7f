package dev.steward.gateway.intake;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Which events were taken in, so that each is published once. A claim is a statement of its own with a lease, so that
 * whoever sends the same at the same time sees it, and a crash frees it.
 */
public final class IntakeLedger {

    private final DatabaseClient database;
    private final Duration lease;
    private final Duration remembered;

    public IntakeLedger(DatabaseClient database, IntakeSettings settings) {
        this.database = database;
        this.lease = settings.lease();
        this.remembered = settings.remembered();
    }

    /**
     * What became of an attempt to claim events.
     *
     * @param fresh nobody ever sent them
     * @param doubtful somebody may have sent them and did not tell any more, with the time when they began
     * @param published are on the topic
     * @param running are being sent by another request
     */
    record Claims(
            UUID owner, Set<String> fresh, Map<String, Instant> doubtful, Set<String> published, Set<String> running) {}

    Mono<Claims> claim(UUID owner, Collection<String> events) {
        String[] digests = events.stream().sorted().toArray(String[]::new);
        return claimed(owner, digests).flatMap(mine -> {
            Set<String> fresh = new HashSet<>();
            Map<String, Instant> doubtful = new HashMap<>();
            mine.forEach((digest, begun) -> {
                if (begun.attempt() == 1) {
                    fresh.add(digest);
                } else {
                    doubtful.put(digest, begun.at());
                }
            });
            Set<String> others = new HashSet<>(events);
            others.removeAll(mine.keySet());
            return published(others).map(published -> {
                others.removeAll(published);
                return new Claims(owner, fresh, doubtful, published, others);
            });
        });
    }

    /** Of these the broker said that it has them. */
    Mono<Void> settle(UUID owner, Collection<String> events) {
        return update(
                "update event_intake set published = true where owner = :owner and digest = any(:digests)",
                owner,
                events);
    }

    /** Whether these are still the owner's; then they are for another lease. */
    Mono<Boolean> renew(UUID owner, Collection<String> events) {
        return database.sql("""
                        update event_intake set leased_to = now() + :lease * interval '1 second'
                         where owner = :owner and digest = any(:digests) and not published
                        """)
                .bind("lease", lease.toSeconds())
                .bind("owner", owner)
                .bind("digests", events.toArray(String[]::new))
                .fetch()
                .rowsUpdated()
                .map(held -> held == events.size());
    }

    /** Of these it is not known, and nothing is on its way any more: who sends them next finds out. */
    Mono<Void> release(UUID owner, Collection<String> events) {
        return update("""
                update event_intake set leased_to = now()
                 where owner = :owner and digest = any(:digests) and not published
                """, owner, events);
    }

    Mono<Long> forget() {
        return database.sql("delete from event_intake where begun_at < now() - :remembered * interval '1 second'")
                .bind("remembered", remembered.toSeconds())
                .fetch()
                .rowsUpdated();
    }

    /** In the order of the keys, so that two batches with the same events do not wait for each other. */
    private Mono<Map<String, Begun>> claimed(UUID owner, String[] digests) {
        return database.sql("""
                        insert into event_intake (digest, owner, leased_to)
                        select digest, :owner, now() + :lease * interval '1 second'
                          from unnest(cast(:digests as text[])) as sent (digest) order by digest
                        on conflict (digest) do update
                           set owner = excluded.owner, leased_to = excluded.leased_to, published = false,
                               attempt = case when event_intake.begun_at < now() - :remembered * interval '1 second'
                                              then 1 else event_intake.attempt + 1 end,
                               begun_at = case when event_intake.begun_at < now() - :remembered * interval '1 second'
                                               then now() else event_intake.begun_at end
                         where (not event_intake.published and event_intake.leased_to < now())
                            or event_intake.begun_at < now() - :remembered * interval '1 second'
                        returning digest, attempt, begun_at
                        """)
                .bind("owner", owner)
                .bind("lease", lease.toSeconds())
                .bind("remembered", remembered.toSeconds())
                .bind("digests", digests)
                .map(row -> Map.entry(
                        requireNonNull(row.get("digest", String.class)),
                        new Begun(
                                requireNonNull(row.get("attempt", Integer.class)),
                                requireNonNull(row.get("begun_at", Instant.class)))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Mono<Set<String>> published(Collection<String> events) {
        return events.isEmpty()
                ? Mono.just(Set.of())
                : database.sql("select digest from event_intake where published and digest = any(:digests)")
                        .bind("digests", events.toArray(String[]::new))
                        .mapValue(String.class)
                        .all()
                        .collect(Collectors.toUnmodifiableSet());
    }

    private Mono<Void> update(String statement, UUID owner, Collection<String> events) {
        return events.isEmpty()
                ? Mono.empty()
                : database.sql(statement)
                        .bind("owner", owner)
                        .bind("digests", events.toArray(String[]::new))
                        .then();
    }

    private record Begun(int attempt, Instant at) {}
}
