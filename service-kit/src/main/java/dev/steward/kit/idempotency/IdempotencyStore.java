package dev.steward.kit.idempotency;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Keys and their answers in the service's database. A claim is a transaction of its own with a lease, so that a second
 * request sees it at once and a crash in between frees it; the answer is stored in the transaction of the effect.
 */
final class IdempotencyStore {

    static final Duration LEASE = Duration.ofSeconds(60);
    static final Duration KEPT = Duration.ofHours(24);

    private final DatabaseClient database;

    IdempotencyStore(DatabaseClient database) {
        this.database = database;
    }

    Mono<Claim> claim(IdempotencyKey key) {
        return tryClaim(key).switchIfEmpty(Mono.defer(() -> existing(key)));
    }

    private Mono<Claim> tryClaim(IdempotencyKey key) {
        return database.sql("""
                        INSERT INTO idempotency_key (scope, key, fingerprint, leased_to)
                        VALUES (:scope, :key, :fingerprint, now() + :lease * interval '1 second')
                        ON CONFLICT (scope, key) DO UPDATE
                           SET fingerprint = excluded.fingerprint, claimed_at = now(), leased_to = excluded.leased_to,
                               status = NULL, location = NULL, body = NULL
                         WHERE (idempotency_key.status IS NULL AND idempotency_key.leased_to < now()
                                AND idempotency_key.fingerprint = excluded.fingerprint)
                            OR idempotency_key.claimed_at < now() - :kept * interval '1 second'
                        """)
                .bind("scope", key.scope())
                .bind("key", key.key())
                .bind("fingerprint", key.fingerprint())
                .bind("lease", LEASE.toSeconds())
                .bind("kept", KEPT.toSeconds())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .map(_ -> new Claim.Fresh());
    }

    private Mono<Claim> existing(IdempotencyKey key) {
        return database.sql("""
                        SELECT fingerprint, status, location, body FROM idempotency_key
                         WHERE scope = :scope AND key = :key
                        """)
                .bind("scope", key.scope())
                .bind("key", key.key())
                .map(row -> claimOf(row, key))
                .one()
                // Released between the two statements: whoever comes next may claim it.
                .defaultIfEmpty(new Claim.Running());
    }

    private static Claim claimOf(Readable row, IdempotencyKey key) {
        if (!key.fingerprint().equals(row.get("fingerprint", String.class))) {
            return new Claim.Mismatch();
        }
        @Nullable Integer status = row.get("status", Integer.class);
        return status == null
                ? new Claim.Running()
                : new Claim.Answered(
                        new StoredAnswer(status, row.get("location", String.class), row.get("body", String.class)));
    }

    /** Joins the transaction of the effect. */
    Mono<Void> store(IdempotencyKey key, StoredAnswer answer) {
        var statement = database.sql("""
                        UPDATE idempotency_key SET status = :status, location = :location, body = :body
                         WHERE scope = :scope AND key = :key AND fingerprint = :fingerprint AND status IS NULL
                        """)
                .bind("status", answer.status())
                .bind("scope", key.scope())
                .bind("key", key.key())
                .bind("fingerprint", key.fingerprint());
        statement = answer.location() == null
                ? statement.bindNull("location", String.class)
                : statement.bind("location", answer.location());
        statement = answer.body() == null
                ? statement.bindNull("body", String.class)
                : statement.bind("body", answer.body());
        // The lease ran out and another request took over: this effect must not be committed as well.
        return statement
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows == 1
                        ? Mono.empty()
                        : Mono.error(new IllegalStateException("the lease of the idempotency key was lost")));
    }

    Mono<Void> release(IdempotencyKey key) {
        return database.sql("""
                        DELETE FROM idempotency_key
                         WHERE scope = :scope AND key = :key AND fingerprint = :fingerprint AND status IS NULL
                        """)
                .bind("scope", key.scope())
                .bind("key", key.key())
                .bind("fingerprint", key.fingerprint())
                .then();
    }

    Mono<Long> deleteExpired() {
        return database.sql("DELETE FROM idempotency_key WHERE claimed_at < now() - :kept * interval '1 second'")
                .bind("kept", KEPT.toSeconds())
                .fetch()
                .rowsUpdated();
    }
}
