package dev.steward.healing.adapter.postgres;

import dev.steward.healing.domain.Incident;
import dev.steward.healing.domain.TimelineEntry;
import dev.steward.healing.port.Timeline;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The timeline in a table partitioned by month. */
public class PostgresTimeline implements Timeline {

    private static final String INSERT = """
            insert into timeline_event (event_id, source, type, time, sequence, correlation_id, project_id)
            values (:id, :source, :type, :time, :sequence, :correlation, :project)
            on conflict do nothing
            """;

    // Events of one instant and source are told apart by the sequence their producer gave them.
    private static final String OF_INCIDENT = """
            select event_id, source, type, time, sequence, correlation_id, project_id
              from timeline_event
             where correlation_id = any(:correlations) and project_id = :project
             order by time, source, sequence, event_id
            """;

    private final DatabaseClient database;

    public PostgresTimeline(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> record(TimelineEntry entry) {
        Long sequence = entry.sequence();
        return database.sql(INSERT)
                .bind("id", entry.eventId())
                .bind("source", entry.source())
                .bind("type", entry.type())
                .bind("time", entry.time())
                .bind("sequence", sequence == null ? Parameters.in(Long.class) : Parameters.in(sequence))
                .bind("correlation", entry.correlationId())
                .bind("project", entry.projectId())
                .then();
    }

    @Override
    public Flux<TimelineEntry> of(Incident incident) {
        return database.sql(OF_INCIDENT)
                .bind("correlations", incident.correlationIds().toArray(String[]::new))
                .bind("project", incident.target().projectId())
                .map(PostgresTimeline::read)
                .all();
    }

    private static TimelineEntry read(Readable row) {
        return new TimelineEntry(
                text(row, "event_id"),
                text(row, "source"),
                text(row, "type"),
                Objects.requireNonNull(row.get("time", Instant.class)),
                row.get("sequence", Long.class),
                text(row, "correlation_id"),
                text(row, "project_id"));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }
}
