package dev.steward.session.adapter.postgres;

import dev.steward.session.port.DeletedUsers;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Deleted users as rows. */
public final class PostgresDeletedUsers implements DeletedUsers {

    private final DatabaseClient database;

    public PostgresDeletedUsers(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> add(String userId) {
        return database.sql("insert into deleted_user (user_id) values (:user) on conflict do nothing")
                .bind("user", userId)
                .then();
    }

    @Override
    public Flux<String> withSessions() {
        return database.sql("""
                        select user_id from deleted_user
                        where exists (select from session
                                      where session.user_id = deleted_user.user_id and status <> 'deleted')""").mapValue(String.class).all();
    }
}
