package dev.steward.job.adapter.web;

import dev.steward.job.domain.DatasetPath;
import dev.steward.job.domain.DatasetValidation;
import dev.steward.job.domain.ValueRange;
import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
        @NotNull @Valid Payload payload) implements CheckedBody {

    static final String DATASET_PATH = "payload.dataset_path";
    static final String NO_DATASET = "must be <project_id>/<name> of a file uploaded to the project";

    /** A range is {@code {"min": …, "max": …}} or {@code [min, max]}; an end that is absent or null is open. */
    record Payload(@NotNull String datasetPath, @Nullable Config config) {

        private Map<String, JsonNode> ranges() {
            return config == null || config.ranges() == null ? Map.of() : config.ranges();
        }
    }

    record Config(@Nullable Map<String, JsonNode> ranges) {}

    @Override
    public void check(FieldProblems problems) {
        problems.require(
                type == null || type.equals(DatasetValidation.TYPE), "type", "must be " + DatasetValidation.TYPE);
        if (payload != null) {
            problems.require(
                    payload.datasetPath() == null
                            || DatasetPath.parse(payload.datasetPath()).isPresent(),
                    DATASET_PATH,
                    NO_DATASET);
            payload.ranges()
                    .forEach((column, range) -> problems.require(
                            range(range).isPresent(),
                            "payload.config.ranges." + column,
                            "must be {\"min\": number, \"max\": number}"));
        }
    }

    DatasetValidation task() {
        Map<String, ValueRange> ranges = new HashMap<>();
        payload.ranges()
                .forEach((column, range) -> ranges.put(column, range(range).orElseThrow()));
        return new DatasetValidation(DatasetPath.parse(payload.datasetPath()).orElseThrow(), ranges);
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
