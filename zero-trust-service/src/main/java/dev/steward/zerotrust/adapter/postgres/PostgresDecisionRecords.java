package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.web.WireJson;
import dev.steward.zerotrust.domain.DecisionFacts;
import dev.steward.zerotrust.domain.MadeDecision;
import dev.steward.zerotrust.domain.RecordedDecision;
import dev.steward.zerotrust.port.DecisionRecords;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What a decision was judged by is one JSON document. */
public final class PostgresDecisionRecords implements DecisionRecords {

    private static final JsonMapper JSON = WireJson.lenient();

    private final DatabaseClient database;

    public PostgresDecisionRecords(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> add(MadeDecision made) {
        var statement = database.sql("""
                        insert into decisions (made_at, id, user_id, resource, action, outcome, reason, facts)
                        values (:made_at, :id, :user_id, :resource, :action, :outcome, :reason, :facts)
                        """)
                .bind("made_at", made.at())
                .bind("id", UUID.fromString(made.id()))
                .bind("user_id", storable(made.question().userId()))
                .bind("resource", storable(made.question().resource()))
                .bind("action", storable(made.question().action()))
                .bind("outcome", made.outcome().code())
                .bind("reason", made.answer().reason());
        DecisionFacts facts = made.facts();
        return (facts == null
                        ? statement.bindNull("facts", Json.class)
                        : statement.bind("facts", Json.of(JSON.writeValueAsBytes(facts))))
                .then();
    }

    @Override
    public Mono<List<RecordedDecision>> newest(Instant since, @Nullable RecordedDecision before, int limit) {
        var statement = database.sql("""
                        select made_at, id, user_id, outcome, facts from decisions
                        where made_at >= :since and facts is not null
                        """ + (before == null ? "" : "and (made_at, id) < (:before, :before_id)") + """

                        order by made_at desc, id desc limit :limit
                        """)
                .bind("since", since)
                .bind("limit", limit);
        return (before == null
                        ? statement
                        : statement.bind("before", before.at()).bind("before_id", UUID.fromString(before.id())))
                .map(PostgresDecisionRecords::recorded)
                .all()
                .collectList();
    }

    private static RecordedDecision recorded(Readable row) {
        return new RecordedDecision(
                requireNonNull(row.get("id", UUID.class)).toString(),
                requireNonNull(row.get("made_at", Instant.class)),
                requireNonNull(row.get("user_id", String.class)),
                Outcome.valueOf(requireNonNull(row.get("outcome", String.class)).toUpperCase(Locale.ROOT)),
                JSON.readValue(requireNonNull(row.get("facts", Json.class)).asArray(), DecisionFacts.class));
    }

    /** PostgreSQL stores no NUL, whatever somebody asks about. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
