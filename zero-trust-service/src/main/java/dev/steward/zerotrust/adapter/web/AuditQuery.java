package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.FieldProblems;
import dev.steward.kit.web.Problem;
import dev.steward.zerotrust.domain.AuditFilter;
import dev.steward.zerotrust.domain.AuditHash;
import dev.steward.zerotrust.domain.AuditHead;
import dev.steward.zerotrust.domain.AuditOutcome;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** Reads what is asked of the audit, and names every parameter that cannot be read. */
final class AuditQuery {

    private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cntrl}]{1,200}");
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,17}");
    private static final String OUTCOMES =
            Arrays.stream(AuditOutcome.values()).map(AuditOutcome::wireName).collect(Collectors.joining(", "));

    private final MultiValueMap<String, String> parameters;
    private final FieldProblems problems = new FieldProblems();

    private AuditQuery(MultiValueMap<String, String> parameters) {
        this.parameters = parameters;
    }

    static AuditFilter filter(MultiValueMap<String, String> parameters) {
        var query = new AuditQuery(parameters);
        String typed = parameters.getFirst("outcome");
        AuditOutcome outcome = typed == null ? null : AuditOutcome.parse(typed).orElse(null);
        query.problems.require(typed == null || outcome != null, "outcome", "must be one of " + OUTCOMES);
        Instant from = query.time("from");
        Instant to = query.time("to");
        query.problems.require(from == null || to == null || !to.isBefore(from), "to", "must not be before from");
        return query.unlessWrong(new AuditFilter(
                query.text("actor"),
                query.text("action"),
                query.text("subject"),
                query.text("project_id"),
                outcome,
                from,
                to));
    }

    /** Null when none is given. */
    static @Nullable AuditHead head(MultiValueMap<String, String> parameters) {
        var query = new AuditQuery(parameters);
        String batch = parameters.getFirst("batch");
        String rows = parameters.getFirst("rows");
        String hash = parameters.getFirst("hash");
        if (batch == null && rows == null && hash == null) {
            return null;
        }
        query.problems.require(
                batch != null && COUNT.matcher(batch).matches(), "batch", "must be the number of a batch");
        query.problems.require(rows != null && COUNT.matcher(rows).matches(), "rows", "must be a number of rows");
        query.problems.require(hash != null && AuditHash.isOne(hash), "hash", "must be a SHA-256 in hexadecimal");
        query.unlessWrong("");
        return new AuditHead(
                Long.parseLong(String.valueOf(batch)),
                Long.parseLong(String.valueOf(rows)),
                new AuditHash(String.valueOf(hash)));
    }

    /** The first batch to look at; the first of all unless one is named. */
    static long fromSequence(MultiValueMap<String, String> parameters) {
        var query = new AuditQuery(parameters);
        String from = parameters.getFirst("from_sequence");
        query.problems.require(
                from == null || COUNT.matcher(from).matches(), "from_sequence", "must be the number of a batch");
        query.unlessWrong("");
        return from == null ? 1 : Long.parseLong(from);
    }

    private <T> T unlessWrong(T read) {
        if (!problems.found().isEmpty()) {
            throw Problem.invalid(problems.found());
        }
        return read;
    }

    private @Nullable String text(String name) {
        String text = parameters.getFirst(name);
        problems.require(text == null || PRINTABLE.matcher(text).matches(), name, "must be 1 to 200 characters");
        return text;
    }

    private @Nullable Instant time(String name) {
        String text = parameters.getFirst(name);
        Instant time = text == null ? null : parsed(text);
        problems.require(text == null || time != null, name, "must be a time such as 2026-03-01T12:00:00Z");
        return time;
    }

    private static @Nullable Instant parsed(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            return time.getYear() >= 1970 && time.getYear() <= 9999 ? time.toInstant() : null;
        } catch (DateTimeException _) {
            return null;
        }
    }
}
