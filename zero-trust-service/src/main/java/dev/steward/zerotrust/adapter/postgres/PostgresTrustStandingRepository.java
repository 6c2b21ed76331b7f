package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.kit.policy.TrustLevel;
import dev.steward.zerotrust.domain.TrustStanding;
import dev.steward.zerotrust.port.TrustStandingRepository;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

public final class PostgresTrustStandingRepository implements TrustStandingRepository {

    private final DatabaseClient database;

    public PostgresTrustStandingRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> look(String userId, Instant at) {
        return database.sql("""
                        insert into trust_standings as s (user_id, event_sequence, evaluate_at)
                        values (:user_id, 0, :at)
                        on conflict (user_id) do update set evaluate_at = least(s.evaluate_at, :at)
                        """)
                .bind("user_id", UUID.fromString(userId))
                .bind("at", at)
                .then();
    }

    @Override
    public Mono<Void> lookAtAccounts(List<String> accounts, Instant at) {
        // In one order, or two who do this at once could wait for each other.
        return database.sql("""
                        with named as (
                            select s.user_id
                            from trust_standings s
                            join users u on u.id = s.user_id
                            where u.username = any (:accounts)
                            order by s.user_id
                            for update of s
                        )
                        update trust_standings s
                        set evaluate_at = least(s.evaluate_at, :at)
                        from named
                        where s.user_id = named.user_id
                        """)
                .bind("accounts", accounts.toArray(String[]::new))
                .bind("at", at)
                .then();
    }

    @Override
    public Mono<TrustStanding> lockNext(Instant now) {
        return database.sql("""
                        select * from trust_standings
                        where evaluate_at <= :now
                        order by evaluate_at
                        limit 1
                        for update skip locked
                        """)
                .bind("now", now)
                .map(PostgresTrustStandingRepository::standing)
                .one();
    }

    @Override
    public Mono<Boolean> update(TrustStanding before, TrustStanding after) {
        GenericExecuteSpec statement = database.sql("""
                        update trust_standings
                        set level = :level, event_sequence = :event_sequence, evaluate_at = :evaluate_at
                        where user_id = :user_id and event_sequence = :told_before
                        """)
                .bind("user_id", UUID.fromString(after.userId()))
                .bind("event_sequence", after.eventSequence())
                .bind("told_before", before.eventSequence());
        @Nullable TrustLevel level = after.level();
        statement = level == null ? statement.bindNull("level", String.class) : statement.bind("level", level.code());
        return UserRows.bindTime(statement, "evaluate_at", after.evaluateAt())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static TrustStanding standing(Readable row) {
        @Nullable String level = row.get("level", String.class);
        return new TrustStanding(
                requireNonNull(row.get("user_id", UUID.class)).toString(),
                level == null ? null : TrustLevel.ofCode(level).orElseThrow(),
                requireNonNull(row.get("event_sequence", Long.class)),
                row.get("evaluate_at", Instant.class));
    }
}
