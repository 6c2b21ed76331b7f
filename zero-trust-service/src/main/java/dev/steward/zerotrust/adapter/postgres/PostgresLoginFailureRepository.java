package dev.steward.zerotrust.adapter.postgres;

import dev.steward.zerotrust.port.LoginFailureRepository;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

public final class PostgresLoginFailureRepository implements LoginFailureRepository {

    private final DatabaseClient database;

    public PostgresLoginFailureRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Integer> countLogin(String address, Instant now) {
        return database.sql("""
                        insert into login_counts as c (address, minute, logins)
                        values (:address, :minute, 1)
                        on conflict (address, minute) do update set logins = c.logins + 1
                        returning logins
                        """)
                .bind("address", address)
                .bind("minute", now.truncatedTo(ChronoUnit.MINUTES))
                .mapValue(Integer.class)
                .one();
    }

    @Override
    public Mono<Instant> blockedUntil(String account, String address, Instant now) {
        return database.sql("""
                        select blocked_until
                        from login_failures
                        where account = :account and address = :address and blocked_until > :now
                        """)
                .bind("account", account)
                .bind("address", address)
                .bind("now", now)
                .mapValue(Instant.class)
                .one();
    }

    @Override
    public Mono<Boolean> tell(String account, String address, Instant until) {
        return database.sql("""
                        update login_failures
                        set told_until = blocked_until
                        where account = :account and address = :address and blocked_until = :until
                          and told_until is distinct from :until
                        """)
                .bind("account", account)
                .bind("address", address)
                .bind("until", until)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Integer> fail(String account, String address, Instant now, Instant rememberedSince) {
        return database.sql("""
                        insert into login_failures as f (account, address, failures, last_failed_at, blocked_until)
                        values (:account, :address, 1, :now, :now)
                        on conflict (account, address) do update
                        set failures = case when f.last_failed_at < :remembered_since then 1 else f.failures + 1 end,
                            last_failed_at = :now
                        returning failures
                        """)
                .bind("account", account)
                .bind("address", address)
                .bind("now", now)
                .bind("remembered_since", rememberedSince)
                .mapValue(Integer.class)
                .one();
    }

    @Override
    public Mono<Void> block(String account, String address, Instant until) {
        return database.sql("""
                        update login_failures
                        set blocked_until = :until
                        where account = :account and address = :address
                        """)
                .bind("account", account)
                .bind("address", address)
                .bind("until", until)
                .then();
    }

    @Override
    public Mono<Boolean> clear(String account, String address, Instant now) {
        return database.sql("""
                        delete from login_failures
                        where account = :account and address = :address and blocked_until <= :now
                        """)
                .bind("account", account)
                .bind("address", address)
                .bind("now", now)
                .then()
                .then(Mono.defer(() -> blockedUntil(account, address, now).hasElement()))
                .map(blocked -> !blocked);
    }

    @Override
    public Mono<Void> forgetBefore(Instant time) {
        return database.sql("delete from login_failures where blocked_until < :time and last_failed_at < :time")
                .bind("time", time)
                .then()
                .then(database.sql("delete from login_counts where minute < :time")
                        .bind("time", time)
                        .then());
    }
}
