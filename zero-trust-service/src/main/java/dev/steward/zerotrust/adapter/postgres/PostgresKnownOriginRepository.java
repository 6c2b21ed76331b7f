package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.kit.policy.score.Place;
import dev.steward.zerotrust.domain.KnownPlace;
import dev.steward.zerotrust.port.KnownOriginRepository;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

public final class PostgresKnownOriginRepository implements KnownOriginRepository {

    /** Logins of one user may be stored in another order than they were made in. */
    private static final String SEEN = """
            first_seen_at = case when k.last_seen_at < :remembered_since then :now
                                 else least(k.first_seen_at, :now) end,
            last_seen_at = greatest(k.last_seen_at, :now)
            """;

    private final DatabaseClient database;

    public PostgresKnownOriginRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> rememberNetwork(String userId, String network, Instant now, Instant rememberedSince) {
        return database.sql("""
                        insert into known_networks as k (user_id, network, first_seen_at, last_seen_at)
                        values (:user_id, :network, :now, :now)
                        on conflict (user_id, network) do update set
                        """ + SEEN)
                .bind("user_id", UUID.fromString(userId))
                .bind("network", network)
                .bind("now", now)
                .bind("remembered_since", rememberedSince)
                .then();
    }

    @Override
    public Mono<Void> rememberPlace(String userId, Place place, Instant now, Instant rememberedSince) {
        return database.sql("""
                        insert into known_places as k (user_id, name, latitude, longitude, first_seen_at, last_seen_at)
                        values (:user_id, :name, :latitude, :longitude, :now, :now)
                        on conflict (user_id, name) do update
                        set latitude = :latitude, longitude = :longitude,
                        """ + SEEN)
                .bind("user_id", UUID.fromString(userId))
                .bind("name", place.name())
                .bind("latitude", place.latitude())
                .bind("longitude", place.longitude())
                .bind("now", now)
                .bind("remembered_since", rememberedSince)
                .then();
    }

    @Override
    public Mono<Instant> networkSince(String userId, String network) {
        return database.sql("""
                        select first_seen_at from known_networks where user_id = :user_id and network = :network
                        """)
                .bind("user_id", UUID.fromString(userId))
                .bind("network", network)
                .map(row -> time(row, "first_seen_at"))
                .one();
    }

    @Override
    public Mono<List<KnownPlace>> places(String userId) {
        return database.sql("select * from known_places where user_id = :user_id order by name")
                .bind("user_id", UUID.fromString(userId))
                .map(row -> new KnownPlace(place(row), time(row, "first_seen_at"), time(row, "last_seen_at")))
                .all()
                .collectList();
    }

    @Override
    public Mono<Void> forgetBefore(Instant time) {
        return database.sql("delete from known_networks where last_seen_at < :time")
                .bind("time", time)
                .then()
                .then(database.sql("delete from known_places where last_seen_at < :time")
                        .bind("time", time)
                        .then());
    }

    private static Place place(Readable row) {
        return new Place(
                requireNonNull(row.get("name", String.class)),
                requireNonNull(row.get("latitude", Double.class)),
                requireNonNull(row.get("longitude", Double.class)));
    }

    private static Instant time(Readable row, String column) {
        return requireNonNull(row.get(column, Instant.class));
    }
}
