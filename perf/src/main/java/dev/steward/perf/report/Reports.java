package dev.steward.perf.report;

import dev.steward.devstack.suite.SuiteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The folder in which each script and profile has its last summary, as JSON and as a page. */
public record Reports(Path folder) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** Returns the page. */
    public Path write(Summary run) {
        var name = run.script().replace('/', '-') + "-" + run.profile();
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name + ".json"), JSON.writeValueAsString(run) + "\n");
            return Files.writeString(folder.resolve(name + ".html"), HtmlReport.of(run));
        } catch (IOException e) {
            throw new SuiteException("The report cannot be written to " + folder + ": " + e.getMessage(), e);
        }
    }
}
