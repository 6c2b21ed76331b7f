package dev.steward.kit.security.trust;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Keeps the latest snapshot in the service's own database; of several instances the one with the newest wins. */
final class TrustSnapshotStore {

    private final DatabaseClient database;
    private final TrustSnapshotCodec codec;

    TrustSnapshotStore(DatabaseClient database, TrustSnapshotCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    /** False when another instance's is newer. */
    Mono<Boolean> save(TrustSnapshot snapshot) {
        return database.sql("""
                        insert into trust_snapshot (id, confirmed_at, content)
                        values (1, :confirmed_at, :content)
                        on conflict (id) do update
                            set confirmed_at = excluded.confirmed_at, content = excluded.content
                            where trust_snapshot.confirmed_at <= excluded.confirmed_at
                        """)
                .bind("confirmed_at", snapshot.confirmedAt())
                .bind("content", codec.write(snapshot))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** What is stored is still current. */
    Mono<Void> confirm(Instant at) {
        return database.sql("update trust_snapshot set confirmed_at = :at where confirmed_at < :at")
                .bind("at", at)
                .then();
    }

    /** Empty when none was ever saved. */
    Mono<TrustSnapshot> load() {
        return database.sql("select confirmed_at, content from trust_snapshot")
                .map(row -> codec.read(
                        requireNonNull(row.get("confirmed_at", Instant.class)),
                        requireNonNull(row.get("content", byte[].class))))
                .one();
    }
}
