package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.kit.web.WireJson;
import dev.steward.zerotrust.domain.ManagedPolicy;
import dev.steward.zerotrust.domain.PolicyEntry;
import dev.steward.zerotrust.domain.PolicyRules;
import dev.steward.zerotrust.domain.PolicyVersion;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Reads rows of policies and of their versions; what a version says is one JSON document. */
final class PolicyRows {

    private static final JsonMapper JSON = WireJson.lenient();

    private PolicyRows() {}

    static Json json(PolicyRules rules) {
        return Json.of(JSON.writeValueAsBytes(rules));
    }

    static ManagedPolicy policy(Readable row) {
        return new ManagedPolicy(
                id(row),
                rules(row),
                number(row, "latest_version"),
                row.get("dry_run_version", Integer.class),
                row.get("active_version", Integer.class),
                requireNonNull(row.get("deleted", Boolean.class)),
                time(row, "created_at"),
                time(row, "changed_at"),
                requireNonNull(row.get("record_version", Long.class)),
                requireNonNull(row.get("event_sequence", Long.class)));
    }

    static PolicyVersion version(Readable row) {
        return new PolicyVersion(
                number(row, "version"),
                rules(row),
                requireNonNull(row.get("created_by", String.class)),
                time(row, "created_at"),
                row.get("tried_at", Instant.class),
                row.get("activated_at", Instant.class),
                row.get("activated_by", String.class));
    }

    static PolicyStateChanged active(Readable row) {
        return rules(row).state(id(row), number(row, "active_version"), time(row, "activated_at"));
    }

    static PolicyStateChanged tried(Readable row) {
        return rules(row).state(id(row), number(row, "dry_run_version"), time(row, "tried_at"));
    }

    static PolicyEntry entry(Readable row) {
        boolean isActive = row.get("active_version", Integer.class) != null;
        return new PolicyEntry(
                id(row), requireNonNull(row.get("event_sequence", Long.class)), isActive ? active(row) : null);
    }

    private static PolicyRules rules(Readable row) {
        return JSON.readValue(requireNonNull(row.get("rules", Json.class)).asArray(), PolicyRules.class);
    }

    private static String id(Readable row) {
        return requireNonNull(row.get("id", UUID.class)).toString();
    }

    private static int number(Readable row, String column) {
        return requireNonNull(row.get(column, Integer.class));
    }

    private static Instant time(Readable row, String column) {
        return requireNonNull(row.get(column, Instant.class));
    }
}
