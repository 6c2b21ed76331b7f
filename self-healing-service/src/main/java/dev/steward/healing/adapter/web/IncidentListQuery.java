package dev.steward.healing.adapter.web;

import dev.steward.healing.domain.IncidentStatus;
import dev.steward.healing.port.IncidentFilter;
import dev.steward.kit.web.FieldProblem;
import dev.steward.kit.web.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** The filters of the list of incidents. */
record IncidentListQuery(
        @Nullable String projectId,
        @Nullable String targetId,
        @Nullable IncidentStatus status) {

    private static final Pattern TARGET_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Fails with a {@link Problem} that names every bad filter; whether the project exists is not looked at. */
    static IncidentListQuery read(MultiValueMap<String, String> parameters) {
        List<FieldProblem> problems = new ArrayList<>();
        String target = parameters.getFirst("target_id");
        if (target != null && !TARGET_ID.matcher(target).matches()) {
            problems.add(new FieldProblem("target_id", "must match " + TARGET_ID.pattern()));
        }
        String code = parameters.getFirst("status");
        IncidentStatus status = Stream.of(IncidentStatus.values())
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElse(null);
        if (code != null && status == null) {
            String known = Arrays.stream(IncidentStatus.values())
                    .map(IncidentStatus::code)
                    .collect(Collectors.joining(", "));
            problems.add(new FieldProblem("status", "must be one of " + known));
        }
        if (!problems.isEmpty()) {
            throw Problem.invalid(problems);
        }
        return new IncidentListQuery(parameters.getFirst("project_id"), target, status);
    }

    IncidentFilter within(@Nullable Set<String> projects) {
        return new IncidentFilter(projects, targetId, status);
    }
}
