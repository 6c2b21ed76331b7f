package dev.steward.devstack.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The file that step 4 validates.
 *
 * @param ranges by column the least and the greatest value that is plausible
 * @param expected the findings that are known beforehand, by their names in the result
 */
public record Dataset(
        String name, BodyPublisher content, Map<String, Map<String, Integer>> ranges, Map<String, Object> expected) {

    /** Sixty readings with the defects that samples/README.md lists. */
    public static Dataset sample() {
        var name = "station-readings.csv";
        try (var resource = Dataset.class.getResourceAsStream("/samples/" + name)) {
            if (resource == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return new Dataset(
                    name,
                    BodyPublishers.ofByteArray(resource.readAllBytes()),
                    Map.of("temperature_c", Map.of("min", -40, "max", 60)),
                    Map.of(
                            "verdict", "warn",
                            "rows", 60,
                            "duplicate_rows", 2,
                            "temperature_c.out_of_range", 2,
                            "humidity_pct.missing", 4,
                            "firmware.constant", true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Dataset of(Path file) {
        if (!Files.isReadable(file)) {
            throw new DemoException(file + " cannot be read");
        }
        try {
            var name = file.getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_");
            return new Dataset(name, BodyPublishers.ofFile(file), Map.of(), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
