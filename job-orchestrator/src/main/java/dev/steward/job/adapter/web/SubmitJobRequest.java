package dev.steward.job.adapter.web;

import dev.steward.job.domain.DatasetPath;
import dev.steward.job.domain.DatasetValidation;
import dev.steward.job.domain.ValueRange;
import dev.steward.kit.web.FieldProblem;
import dev.steward.kit.web.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Body of {@code POST /api/v1/jobs}. */
record SubmitJobRequest(
        @NotNull String type,
        @NotNull String projectId,
        @NotNull @Valid Payload payload) {

    static final String DATASET_PATH = "payload.dataset_path";
    static final String NO_DATASET = "must be <project_id>/<name> of a file uploaded to the project";

    /** A range is {@code {"min": …, "max": …}} or {@code [min, max]}; an end that is absent or null is open. */
    record Payload(@NotNull String datasetPath, @Nullable Config config) {}

    record Config(@Nullable Map<String, JsonNode> ranges) {}

    DatasetValidation task() {
        List<FieldProblem> problems = new ArrayList<>();
        if (!type.equals(DatasetValidation.TYPE)) {
            problems.add(new FieldProblem("type", "must be " + DatasetValidation.TYPE));
        }
        Optional<DatasetPath> path = DatasetPath.parse(payload.datasetPath());
        if (path.isEmpty()) {
            problems.add(new FieldProblem(DATASET_PATH, NO_DATASET));
        }
        Map<String, ValueRange> ranges = ranges(problems);
        if (!problems.isEmpty()) {
            throw Problem.invalid(problems);
        }
        return new DatasetValidation(path.orElseThrow(), ranges);
    }

    private Map<String, ValueRange> ranges(List<FieldProblem> problems) {
        Config config = payload.config();
        Map<String, ValueRange> ranges = new HashMap<>();
        if (config != null && config.ranges() != null) {
            config.ranges().forEach((column, node) -> range(node)
                    .ifPresentOrElse(
                            range -> ranges.put(column, range),
                            () -> problems.add(new FieldProblem(
                                    "payload.config.ranges." + column, "must be {\"min\": number, \"max\": number}"))));
        }
        return ranges;
    }

    private static Optional<ValueRange> range(JsonNode node) {
        boolean pair = node.isArray() && node.size() == 2;
        boolean object = node.isObject() && List.of("min", "max").containsAll(node.propertyNames());
        if (!pair && !object) {
            return Optional.empty();
        }
        JsonNode min = pair ? node.get(0) : node.path("min");
        JsonNode max = pair ? node.get(1) : node.path("max");
        return end(min) && end(max) && ValueRange.valid(number(min), number(max))
                ? Optional.of(new ValueRange(number(min), number(max)))
                : Optional.empty();
    }

    private static boolean end(JsonNode node) {
        return node.isNumber() || node.isNull() || node.isMissingNode();
    }

    private static @Nullable Double number(JsonNode node) {
        return node.isNumber() ? Double.valueOf(node.doubleValue()) : null;
    }
}
