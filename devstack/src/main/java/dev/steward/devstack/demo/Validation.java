package dev.steward.devstack.demo;

import dev.steward.devstack.process.Console;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Step 4: the dataset is uploaded and a job says what is wrong with it. */
final class Validation {
    private static final Duration JOB = Duration.ofMinutes(10);

    private Validation() {}

    /** Returns the id of the job. */
    static String of(Developer developer, Dataset dataset, Console console) {
        var uploaded = developer
                .api()
                .upload(
                        "/api/v1/datasets/" + dataset.name() + "?project_id=" + developer.projectId(),
                        "application/octet-stream",
                        dataset.content());
        var path = uploaded.path("dataset_path").asString();
        var job = developer
                .api()
                .post(
                        "/api/v1/jobs",
                        Map.of(
                                "type",
                                "dataset-validation",
                                "project_id",
                                developer.projectId(),
                                "payload",
                                Map.of("dataset_path", path, "config", Map.of("ranges", dataset.ranges()))),
                        202);
        var id = job.path("job_id").asString();
        var result = awaitResult(developer.api(), id);
        print(path, result, console);
        check(dataset.expected(), result);
        return id;
    }

    private static JsonNode awaitResult(Api api, String id) {
        var job = Poll.until("job " + id + " ends", JOB, () -> {
            var now = api.get("/api/v1/jobs/" + id);
            var status = now.path("status").asString();
            return status.equals("queued") || status.equals("running") ? Optional.empty() : Optional.of(now);
        });
        if (!job.path("status").asString().equals("succeeded")) {
            throw new DemoException("job " + id + " did not succeed: " + job);
        }
        return job.path("result");
    }

    private static void print(String path, JsonNode result, Console console) {
        console.say("   " + path + ": verdict " + result.path("verdict").asString() + ", "
                + result.path("rows").asLong() + " rows, "
                + result.path("duplicate_rows").asLong() + " duplicates");
        for (var column : result.path("columns")) {
            var defects = new ArrayList<String>();
            addCount(defects, column, "missing");
            addCount(defects, column, "out_of_range");
            if (column.path("constant").asBoolean()) {
                defects.add("constant");
            }
            console.row(
                    " " + column.path("name").asString(),
                    column.path("type").asString(),
                    defects.isEmpty() ? "" : String.join(", ", defects));
        }
    }

    private static void addCount(List<String> defects, JsonNode column, String finding) {
        long count = column.path(finding).asLong();
        if (count > 0) {
            defects.add(count + " " + finding.replace('_', ' '));
        }
    }

    private static void check(Map<String, Object> expected, JsonNode result) {
        expected.forEach((name, value) -> {
            var found = finding(result, name);
            if (!found.asString().equals(value.toString())) {
                throw new DemoException("the sample is known for " + name + " = " + value + ", found " + found);
            }
        });
    }

    private static JsonNode finding(JsonNode result, String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return result.path(name);
        }
        return result.path("columns")
                .valueStream()
                .filter(column -> column.path("name").asString().equals(name.substring(0, dot)))
                .findFirst()
                .map(column -> column.path(name.substring(dot + 1)))
                .orElseThrow(() -> new DemoException("the result has no column for " + name));
    }
}
