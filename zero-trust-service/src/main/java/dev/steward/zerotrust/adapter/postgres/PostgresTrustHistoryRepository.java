package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.kit.policy.score.TrustScoreSettings;
import dev.steward.zerotrust.port.TrustHistoryRepository;
import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

public final class PostgresTrustHistoryRepository implements TrustHistoryRepository {

    /** As {@link dev.steward.kit.policy.score.History#at} has it. */
    private static final String HEALED =
            "least(100, h.points + :per_hour * greatest(0, extract(epoch from :now - h.as_of)) / 3600)";

    private final DatabaseClient database;

    public PostgresTrustHistoryRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> take(String account, double points, TrustScoreSettings.User settings, Instant now) {
        return database.sql("""
                        insert into trust_histories as h (account, points, as_of, noticed)
                        values (:account, 100 - :points, :now, false)
                        on conflict (account) do update
                        set points = greatest(0, %s - :points),
                            as_of = greatest(h.as_of, :now),
                            noticed = false
                        """.formatted(HEALED))
                .bind("account", account)
                .bind("points", points)
                .bind("per_hour", settings.historyPerHour())
                .bind("now", now)
                .then();
    }

    @Override
    public Mono<List<String>> notice(int limit) {
        return database.sql("""
                        with lost as (
                            select account from trust_histories
                            where not noticed
                            order by account
                            limit :limit
                            for update skip locked
                        )
                        update trust_histories h
                        set noticed = true
                        from lost
                        where h.account = lost.account
                        returning h.account
                        """)
                .bind("limit", limit)
                .map(row -> requireNonNull(row.get("account", String.class)))
                .all()
                .collectList();
    }

    @Override
    public Mono<Void> forgetWhole(TrustScoreSettings.User settings, Instant now) {
        return database.sql("delete from trust_histories h where h.noticed and " + HEALED + " >= 100")
                .bind("per_hour", settings.historyPerHour())
                .bind("now", now)
                .then();
    }
}
