package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.kit.policy.score.History;
import dev.steward.kit.policy.score.KnownNetwork;
import dev.steward.kit.policy.score.KnownPlace;
import dev.steward.kit.policy.score.KnownUser;
import dev.steward.kit.policy.score.Place;
import dev.steward.kit.policy.score.UsualHours;
import dev.steward.zerotrust.domain.UserTrustEntry;
import dev.steward.zerotrust.port.KnownUserRepository;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

public final class PostgresKnownUserRepository implements KnownUserRepository {

    /** In one order, or two who do this at once could wait for each other. */
    private static final String NEXT = """
            insert into user_trust_entries as e (user_id, event_sequence, ended)
            select id, 1, false from users where %s and not deleted order by id
            on conflict (user_id) do update set event_sequence = e.event_sequence + 1 where not e.ended
            returning user_id, event_sequence
            """;

    private final DatabaseClient database;

    public PostgresKnownUserRepository(DatabaseClient database) {
        this.database = database;
    }

    /** What a user's own rows say, and then what the rows of origins add. */
    private record Known(
            @Nullable History history,
            @Nullable UsualHours usualHours,
            List<KnownNetwork> networks,
            List<KnownPlace> places) {

        KnownUser user() {
            return new KnownUser(history, usualHours, networks, places);
        }
    }

    @Override
    public Mono<KnownUser> find(String userId) {
        return Mono.justOrEmpty(Ids.parse(userId))
                .flatMap(id -> known(List.of(id)))
                .mapNotNull(known -> known.get(userId))
                .map(Known::user)
                .defaultIfEmpty(KnownUser.UNKNOWN);
    }

    @Override
    public Mono<List<UserTrustEntry>> next(Collection<String> userIds) {
        UUID[] ids = userIds.stream().map(UUID::fromString).toArray(UUID[]::new);
        return next(database.sql(NEXT.formatted("id = any (:ids)")).bind("ids", ids));
    }

    @Override
    public Mono<List<UserTrustEntry>> nextOfAccounts(Collection<String> accounts) {
        return next(database.sql(NEXT.formatted("username = any (:accounts)"))
                .bind("accounts", accounts.toArray(String[]::new)));
    }

    @Override
    public Mono<Void> forget(String userId) {
        return database.sql("""
                        with networks as (delete from known_networks where user_id = :user_id),
                             places as (delete from known_places where user_id = :user_id)
                        delete from usual_hours where user_id = :user_id
                        """).bind("user_id", UUID.fromString(userId)).then();
    }

    @Override
    public Mono<Long> end(String userId) {
        return database.sql("""
                        insert into user_trust_entries as e (user_id, event_sequence, ended)
                        values (:user_id, 1, true)
                        on conflict (user_id) do update set event_sequence = e.event_sequence + 1, ended = true
                        returning event_sequence
                        """)
                .bind("user_id", UUID.fromString(userId))
                .map(PostgresKnownUserRepository::sequence)
                .one()
                .filter(sequence -> sequence > 1);
    }

    @Override
    public Mono<List<UserTrustEntry>> lockAfter(String lastId, int limit) {
        return entries(database.sql("""
                        select user_id, event_sequence from user_trust_entries
                        where user_id > :last_id and not ended
                        order by user_id
                        limit :limit
                        for share
                        """)
                .bind("last_id", Ids.parse(lastId).orElse(Ids.NONE))
                .bind("limit", limit));
    }

    private Mono<List<UserTrustEntry>> next(GenericExecuteSpec counting) {
        return locked(counting)
                .delayUntil(sequences -> sequences.isEmpty() ? Mono.empty() : forgetTooMuch(sequences.keySet()))
                .flatMap(this::entries);
    }

    private Mono<List<UserTrustEntry>> entries(GenericExecuteSpec locking) {
        return locked(locking).flatMap(this::entries);
    }

    private static Mono<SequencedMap<UUID, Long>> locked(GenericExecuteSpec statement) {
        return statement
                .map(row -> Map.entry(id(row, "user_id"), sequence(row)))
                .all()
                .collect(LinkedHashMap::new, (all, entry) -> all.put(entry.getKey(), entry.getValue()));
    }

    /** In a statement after the one that locked, which sees what whoever had the lock before has committed. */
    private Mono<List<UserTrustEntry>> entries(SequencedMap<UUID, Long> sequences) {
        return sequences.isEmpty()
                ? Mono.just(List.of())
                : known(sequences.keySet()).map(known -> sequences.entrySet().stream()
                        .map(entry -> new UserTrustEntry(
                                entry.getKey().toString(),
                                entry.getValue(),
                                requireNonNull(known.get(entry.getKey().toString()))
                                        .user()))
                        .toList());
    }

    /** Waits for no login: whoever is just there again waits for the entry, and is forgotten another time. */
    private Mono<Void> forgetTooMuch(Collection<UUID> ids) {
        return database.sql("""
                        with networks as (
                            delete from known_networks
                            where (user_id, network) in (
                                select user_id, network from known_networks k
                                where user_id = any (:ids)
                                  and (select count(*) from known_networks o
                                       where o.user_id = k.user_id
                                         and (o.last_seen_at, o.network) > (k.last_seen_at, k.network)) >= :networks
                                for update skip locked)
                        )
                        delete from known_places
                        where (user_id, name) in (
                            select user_id, name from known_places k
                            where user_id = any (:ids)
                              and (select count(*) from known_places o
                                   where o.user_id = k.user_id
                                     and (o.last_seen_at, o.name) > (k.last_seen_at, k.name)) >= :places
                            for update skip locked)
                        """)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("networks", MOST_NETWORKS)
                .bind("places", MOST_PLACES)
                .then();
    }

    private Mono<Map<String, Known>> known(Collection<UUID> ids) {
        UUID[] all = ids.toArray(UUID[]::new);
        return database.sql("""
                        select u.id, h.points, h.as_of, w.zone, w.from_time, w.to_time
                        from users u
                        left join trust_histories h on h.account = u.username
                        left join usual_hours w on w.user_id = u.id
                        where u.id = any (:ids)
                        """)
                .bind("ids", all)
                .map(row -> Map.entry(
                        id(row, "id").toString(),
                        new Known(history(row), hours(row), new ArrayList<>(), new ArrayList<>())))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .flatMap(users -> database.sql("""
                                select user_id, network as name, null::double precision as latitude,
                                       null::double precision as longitude, first_seen_at, last_seen_at
                                from known_networks where user_id = any (:ids)
                                union all
                                select user_id, name, latitude, longitude, first_seen_at, last_seen_at
                                from known_places where user_id = any (:ids)
                                order by last_seen_at desc, name desc
                                """)
                        .bind("ids", all)
                        .map(row -> add(row, users))
                        .all()
                        .then(Mono.just(users)));
    }

    private static boolean add(Readable row, Map<String, Known> users) {
        Known known = requireNonNull(users.get(id(row, "user_id").toString()));
        String name = requireNonNull(row.get("name", String.class));
        Instant firstSeenAt = requireNonNull(row.get("first_seen_at", Instant.class));
        Double latitude = row.get("latitude", Double.class);
        if (latitude == null) {
            return known.networks().size() < MOST_NETWORKS && known.networks().add(new KnownNetwork(name, firstSeenAt));
        }
        double longitude = requireNonNull(row.get("longitude", Double.class));
        return known.places().size() < MOST_PLACES
                && known.places()
                        .add(new KnownPlace(
                                new Place(name, latitude, longitude),
                                firstSeenAt,
                                requireNonNull(row.get("last_seen_at", Instant.class))));
    }

    private static @Nullable History history(Readable row) {
        Double points = row.get("points", Double.class);
        return points == null ? null : new History(points, requireNonNull(row.get("as_of", Instant.class)));
    }

    private static @Nullable UsualHours hours(Readable row) {
        String zone = row.get("zone", String.class);
        return zone == null
                ? null
                : new UsualHours(
                        ZoneId.of(zone),
                        requireNonNull(row.get("from_time", LocalTime.class)),
                        requireNonNull(row.get("to_time", LocalTime.class)));
    }

    private static UUID id(Readable row, String column) {
        return requireNonNull(row.get(column, UUID.class));
    }

    private static long sequence(Readable row) {
        return requireNonNull(row.get("event_sequence", Long.class));
    }
}
