package dev.steward.healing.adapter.postgres;

import static dev.steward.healing.domain.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.healing.domain.Incident;
import dev.steward.healing.domain.IncidentState;
import dev.steward.healing.domain.Target;
import dev.steward.healing.domain.TimelineEntry;
import dev.steward.healing.port.IncidentRepository;
import dev.steward.healing.port.IncidentRepositoryContract;
import dev.steward.healing.port.TargetRepository;
import dev.steward.healing.port.TargetRepositoryContract;
import dev.steward.healing.port.Timeline;
import dev.steward.kit.observability.RowCounts;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestSecurity;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;

@StewardIT
@Import(TestSecurity.class)
class PostgresRepositoriesIT implements IncidentRepositoryContract, TargetRepositoryContract {

    @Autowired
    private IncidentRepository incidents;

    @Autowired
    private TargetRepository targets;

    @Autowired
    private Timeline timeline;

    @Autowired
    private MeterRegistry meters;

    @Override
    public IncidentRepository incidents() {
        return incidents;
    }

    @Override
    public TargetRepository targets() {
        return targets;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'closed', now(), 'restarted'",
                "'open', now(), null",
                "'open', null, 'restarted'",
                "'resolved', null, 'restarted'",
                "'resolved', now(), 'crash-loop'",
                "'resolved', now(), null",
                "'escalated', now(), 'restarted'",
                "'escalated', null, 'crash-loop'"
            })
    void refusesAStateThatIsNone(String state, TestDatabase database) throws SQLException {
        String insert = """
                insert into incident (id, project_id, target_type, target_id, reason, opened_at, correlation_ids, crashes,
                                      status, closed_at, outcome, version, event_sequence)
                values (gen_random_uuid(), 'alpha', 'session', gen_random_uuid(), 'crashed', now(), '{c}', 1, %s, 1, 1)
                """.formatted(state);
        try (Connection app = database.connectAsApp()) {
            assertThatThrownBy(() -> app.createStatement().execute(insert)).hasMessageContaining("violates check");
        }
    }

    @Test
    void incidentOfAnOlderVersionThatAwaitsAnAnswerIsDue(TestDatabase database) throws SQLException {
        String id = UUID.randomUUID().toString();
        database.execute("""
                insert into incident (id, project_id, target_type, target_id, reason, opened_at, correlation_ids, crashes,
                                      status, version, event_sequence)
                values ('%s', 'alpha', 'session', '%s', 'crashed', '2099-03-01 12:00Z', '{c}', 1, 'open', 1, 1)
                """.formatted(id, id));

        assertThat(incidents.due(NOON, 100).map(Incident::id).collectList().block())
                .contains(id);
        database.execute("delete from incident where id = '%s'".formatted(id));
    }

    @Test
    void openIncidentsAreCountedAndACountThatFailedIsNoNumber(
            TestDatabase database, @Autowired DatabaseClient client, @Autowired RowCounts incidentCounts) {
        incidentCounts.count().block();
        assertThat(meters.get("steward.incidents").tag("state", "open").gauge().value())
                .isEqualTo(database.number("select count(*) from incident where status = 'open'"));

        MeterRegistry own = new SimpleMeterRegistry();
        RowCounts counts = new RowCounts(client, own, "trees", "Trees", List.of("felled"), "select state, n from tree");
        database.execute("create table tree as select 'green' as state, 2::bigint as n");
        database.execute("grant select on tree to public");
        counts.count().block();
        assertThat(own.get("trees").tag("state", "green").gauge().value()).isEqualTo(2);
        assertThat(own.get("trees").tag("state", "felled").gauge().value()).isZero();

        database.execute("drop table tree");
        counts.count().block();
        assertThat(own.find("trees").gauges()).isEmpty();
    }

    @Test
    void timelineHasTheEventsOfTheCorrelationsInOrderAndOnce() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String correlation = UUID.randomUUID().toString();
        String further = UUID.randomUUID().toString();
        TimelineEntry crashed = entry("/session-service", now, 3L, correlation, "alpha");
        TimelineEntry opened = entry("/self-healing-service", now.plusMillis(1), 1L, correlation, "alpha");
        TimelineEntry requested = entry("/self-healing-service", now.plusMillis(1), 2L, correlation, "alpha");
        TimelineEntry again = entry("/session-service", now.plusMillis(2), null, further, "alpha");
        TimelineEntry foreign = entry("/session-service", now, 1L, correlation, "beta");
        TimelineEntry unrelated = entry("/session-service", now, 1L, "another", "alpha");

        for (TimelineEntry entry : List.of(again, requested, crashed, foreign, opened, unrelated, crashed)) {
            timeline.record(entry).block();
        }

        assertThat(timeline.of(incident(correlation, further)).collectList().block())
                .containsExactly(crashed, opened, requested, again);
    }

    @Test
    void partitionsAreMadeAheadAndDroppedAfterTheirTime(TestDatabase database) throws SQLException {
        database.execute("""
                create table timeline_event_202001 partition of timeline_event
                   for values from ('2020-01-01 00:00+00') to ('2020-02-01 00:00+00')""");

        try (Connection app = database.connectAsApp()) {
            app.createStatement().execute("select keep_month_partitions('timeline_event', 400, 5)");
            assertThatThrownBy(() -> app.createStatement().execute("drop table timeline_event"))
                    .hasMessageContaining("must be owner");
            assertThatThrownBy(() -> app.createStatement().execute("select keep_month_partitions('incident', 400, 5)"))
                    .hasMessageContaining("not a table partitioned by range");
        }

        assertThat(database.rows("""
                select to_char(date_trunc('month', now() at time zone 'UTC') + make_interval(months => ahead),
                               '"timeline_event_"YYYYMM')
                  from generate_series(-1, 5) ahead""")).containsExactlyElementsOf(database.rows("""
                        select inhrelid::regclass::text from pg_inherits
                         where inhparent = 'timeline_event'::regclass order by 1"""));
    }

    private static TimelineEntry entry(String source, Instant time, Long sequence, String correlation, String project) {
        return new TimelineEntry(
                UUID.randomUUID().toString(), source, "session.crashed.v1", time, sequence, correlation, project);
    }

    private static Incident incident(String... correlations) {
        return new Incident(
                UUID.randomUUID().toString(),
                Target.session("s", "alpha"),
                "crashed",
                List.of(correlations),
                NOON,
                1,
                List.of(),
                new IncidentState.Open(NOON),
                1,
                2);
    }
}
