package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.port.LoginAssuranceRepository;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

public final class PostgresLoginAssuranceRepository implements LoginAssuranceRepository {

    private final DatabaseClient database;

    public PostgresLoginAssuranceRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Instant> mfaAt(String loginSessionId) {
        return database.sql("select mfa_at from login_assurances where login_session_id = :id")
                .bind("id", UUID.fromString(loginSessionId))
                .map(row -> requireNonNull(row.get("mfa_at", Instant.class)))
                .one();
    }

    @Override
    public Mono<Raised> raise(String loginSessionId, String userId, Instant mfaAt) {
        // No transaction has deleted or updated a row that was just inserted, so its xmax is 0.
        return database.sql("""
                        with standing as (
                            select l.*
                            from login_sessions l
                            join users u on u.id = l.user_id
                            where l.id = :id and u.id = :user_id and l.revoked_at is null and not u.disabled
                              and l.expires_at > :mfa_at
                        ), raised as (
                            insert into login_assurances as known (login_session_id, mfa_at)
                            select id, :mfa_at from standing
                            on conflict (login_session_id) do update
                            set mfa_at = greatest(known.mfa_at, excluded.mfa_at)
                            returning xmax = 0 as first
                        )
                        select id, user_id, device_id, authenticated_at, expires_at, first from standing, raised
                        """)
                .bind("id", UUID.fromString(loginSessionId))
                .bind("user_id", UUID.fromString(userId))
                .bind("mfa_at", mfaAt)
                .map(PostgresLoginAssuranceRepository::raised)
                .one();
    }

    private static Raised raised(Readable row) {
        return new Raised(LoginSessionRows.loginSession(row), requireNonNull(row.get("first", Boolean.class)));
    }
}
