package dev.steward.cost;

import dev.steward.kit.web.FieldProblem;
import dev.steward.kit.web.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Which costs are asked for.
 *
 * @param from windows that start at or after it
 * @param to windows that start before it
 */
record CostQuery(
        GroupBy groupBy,
        @Nullable String projectId,
        @Nullable Instant from,
        @Nullable Instant to) {

    private static final String TIME = "must be a time such as 2026-03-01T12:00:00Z";

    /** What the items of a report stand for. */
    enum GroupBy {
        PROJECT,
        SESSION,
        JOB;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static @Nullable GroupBy of(@Nullable String code) {
            for (GroupBy each : values()) {
                if (each.code().equals(code)) {
                    return each;
                }
            }
            return null;
        }
    }

    /** Fails with a {@link Problem} that names every bad parameter; whether the project exists is not looked at. */
    static CostQuery read(MultiValueMap<String, String> parameters) {
        List<FieldProblem> problems = new ArrayList<>();
        GroupBy groupBy = GroupBy.of(parameters.getFirst("group_by"));
        if (groupBy == null) {
            problems.add(new FieldProblem("group_by", "must be one of project, session, job"));
        }
        Instant from = time(parameters, "from", problems);
        Instant to = time(parameters, "to", problems);
        if (from != null && to != null && to.isBefore(from)) {
            problems.add(new FieldProblem("to", "must not be before from"));
        }
        if (groupBy == null || !problems.isEmpty()) {
            throw Problem.invalid(problems);
        }
        return new CostQuery(groupBy, parameters.getFirst("project_id"), from, to);
    }

    private static @Nullable Instant time(
            MultiValueMap<String, String> parameters, String name, List<FieldProblem> problems) {
        String text = parameters.getFirst(name);
        if (text == null) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= 1970 && time.getYear() <= 9999) {
                return time.toInstant();
            }
        } catch (DateTimeException _) {
            // Named below like a time out of range.
        }
        problems.add(new FieldProblem(name, TIME));
        return null;
    }
}
