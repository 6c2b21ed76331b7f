package dev.steward.job.adapter.postgres;

import dev.steward.job.domain.DatasetValidation;
import dev.steward.job.domain.JobResult;
import dev.steward.job.domain.JobTask;
import dev.steward.job.domain.ValidationReport;
import dev.steward.kit.web.WireJson;
import io.r2dbc.postgresql.codec.Json;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tasks and results as JSON documents; the job's type says which record one is. */
final class JobJson {

    private static final JsonMapper JSON = WireJson.lenient()
            .rebuild()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JobJson() {}

    static Json write(Object value) {
        return Json.of(JSON.writeValueAsBytes(value));
    }

    static JobTask task(String type, Json json) {
        return switch (type) {
            case DatasetValidation.TYPE -> JSON.readValue(json.asArray(), DatasetValidation.class);
            default -> throw new IllegalStateException("stored job of unknown type " + type);
        };
    }

    static JobResult result(String type, Json json) {
        return switch (type) {
            case DatasetValidation.TYPE -> JSON.readValue(json.asArray(), ValidationReport.class);
            default -> throw new IllegalStateException("stored job of unknown type " + type);
        };
    }
}
