package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.port.TrustEntryRepository;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

public final class PostgresTrustEntryRepository implements TrustEntryRepository {

    private final DatabaseClient database;

    public PostgresTrustEntryRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Long> next(String entryKey) {
        return sequence("""
                update trust_entries set event_sequence = event_sequence + 1
                where entry_key = :entry_key
                returning event_sequence
                """, entryKey);
    }

    @Override
    public Mono<Long> current(String entryKey) {
        return sequence("select event_sequence from trust_entries where entry_key = :entry_key", entryKey);
    }

    @Override
    public Mono<Long> lock(String entryKey) {
        return sequence("""
                select event_sequence from trust_entries where entry_key = :entry_key for update
                """, entryKey);
    }

    private Mono<Long> sequence(String sql, String entryKey) {
        return database.sql(sql)
                .bind("entry_key", entryKey)
                .map(row -> requireNonNull(row.get("event_sequence", Long.class)))
                .one();
    }
}
