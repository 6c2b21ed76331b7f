package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.kit.policy.score.UsualHours;
import dev.steward.zerotrust.domain.UserHours;
import dev.steward.zerotrust.port.UsualHoursRepository;
import io.r2dbc.spi.Readable;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

public final class PostgresUsualHoursRepository implements UsualHoursRepository {

    private final DatabaseClient database;

    public PostgresUsualHoursRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<UserHours> find(String userId) {
        return Mono.justOrEmpty(Ids.parse(userId))
                .flatMap(uuid -> database.sql("select * from usual_hours where user_id = :user_id")
                        .bind("user_id", uuid)
                        .map(PostgresUsualHoursRepository::hours)
                        .one());
    }

    @Override
    public Mono<Boolean> store(String userId, UserHours changed) {
        UsualHours hours = changed.hours();
        return database.sql("""
                        insert into usual_hours as h (user_id, zone, from_time, to_time, version)
                        select :user_id, :zone, :from_time, :to_time, :version
                        where :version = 1 or exists (select from usual_hours where user_id = :user_id)
                        on conflict (user_id) do update
                        set zone = :zone, from_time = :from_time, to_time = :to_time, version = :version
                        where h.version = :version - 1
                        """)
                .bind("user_id", UUID.fromString(userId))
                .bind("zone", hours.zone().getId())
                .bind("from_time", hours.from())
                .bind("to_time", hours.to())
                .bind("version", changed.version())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static UserHours hours(Readable row) {
        return new UserHours(
                new UsualHours(
                        ZoneId.of(requireNonNull(row.get("zone", String.class))),
                        requireNonNull(row.get("from_time", LocalTime.class)),
                        requireNonNull(row.get("to_time", LocalTime.class))),
                requireNonNull(row.get("version", Long.class)));
    }
}
