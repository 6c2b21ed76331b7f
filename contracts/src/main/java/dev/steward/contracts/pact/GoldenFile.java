package dev.steward.contracts.pact;

import dev.steward.contracts.ContractFile;
import dev.steward.events.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The golden files of shared-events, from which examples take their values. */
final class GoldenFile {

    private GoldenFile() {}

    /** An event with these of its fields only; of one inside another it has {@code outer.inner}. */
    static ObjectNode of(EventType type, String... fields) {
        JsonNode golden = read(type);
        ObjectNode example = JsonMapper.shared().createObjectNode();
        for (String field : fields) {
            JsonNode value = golden.at("/" + field.replace('.', '/'));
            if (value.isMissingNode() || value.isNull()) {
                throw new IllegalArgumentException("the golden file of " + type.name() + " has no " + field);
            }
            int dot = field.indexOf('.');
            if (dot < 0) {
                example.set(field, value);
            } else {
                example.withObject("/" + field.substring(0, dot)).set(field.substring(dot + 1), value);
            }
        }
        return example;
    }

    private static JsonNode read(EventType type) {
        Path file = ContractFile.folder()
                .resolveSibling("shared-events/src/test/resources/golden")
                .resolve(type.name() + ".json");
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
