package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.kit.policy.score.Place;
import dev.steward.zerotrust.port.KnownOriginRepository;
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
    public Mono<Boolean> rememberNetwork(String userId, String network, Instant now, Instant rememberedSince) {
        return database.sql("""
                        insert into known_networks as k (user_id, network, first_seen_at, last_seen_at)
                        values (:user_id, :network, :now, :now)
                        on conflict (user_id, network) do update set
                        """ + SEEN + " returning first_seen_at = :now as changed")
                .bind("user_id", UUID.fromString(userId))
                .bind("network", network)
                .bind("now", now)
                .bind("remembered_since", rememberedSince)
                .map(row -> requireNonNull(row.get("changed", Boolean.class)))
                .one();
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
    public Mono<List<String>> forgetBefore(Instant time, int limit) {
        return database.sql("""
                        with networks as (
                            delete from known_networks
                            where (user_id, network) in (
                                select user_id, network from known_networks
                                where last_seen_at < :time limit :limit for update skip locked)
                            returning user_id
                        ), places as (
                            delete from known_places
                            where (user_id, name) in (
                                select user_id, name from known_places
                                where last_seen_at < :time limit :limit for update skip locked)
                            returning user_id
                        )
                        select user_id from networks union select user_id from places
                        """)
                .bind("time", time)
                .bind("limit", limit)
                .map(row -> requireNonNull(row.get("user_id", UUID.class)).toString())
                .all()
                .collectList();
    }
}
