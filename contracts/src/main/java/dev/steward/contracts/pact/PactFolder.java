package dev.steward.contracts.pact;

import au.com.dius.pact.core.model.BasePact;
import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.DefaultPactWriter;
import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import dev.steward.contracts.ContractFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The committed pacts, one file {@code <consumer>-<provider>.json} a pair. */
final class PactFolder {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private PactFolder() {}

    /** Holds what a consumer wrote against what is committed. */
    static void holds(V4Pact pact) {
        StringWriter written = new StringWriter();
        DefaultPactWriter.INSTANCE.writePact(pact, new PrintWriter(written), PactSpecVersion.V4);
        Map<String, Object> document = JSON.readValue(written.toString(), new TypeReference<>() {});
        // Not the version of the library that wrote it: an update of that changes no contract.
        document.put("metadata", Map.of("pactSpecification", Map.of("version", "4.0")));
        ContractFile.of("pacts/" + fileName(pact)).holds(JSON.writeValueAsString(document) + "\n");
    }

    static List<V4Pact> of(String provider) {
        return files().map(PactFolder::read)
                .filter(pact -> pact.getProvider().getName().equals(provider))
                .toList();
    }

    static Stream<Path> files() {
        Path folder = ContractFile.folder().resolve("pacts");
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails with one sentence that names the file if it is no V4 pact of the pair in its name. */
    static V4Pact read(Path file) {
        String name = "contracts/pacts/" + file.getFileName();
        V4Pact pact;
        try {
            JsonNode document = JSON.readTree(Files.readString(file));
            String version = document.at("/metadata/pactSpecification/version").asString("");
            if (!version.equals("4.0") || !document.path("interactions").isArray()) {
                throw new AssertionError(name + " is not a V4 pact.");
            }
            pact = (V4Pact) DefaultPactReader.INSTANCE.loadPact(file.toFile());
        } catch (IOException | RuntimeException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new AssertionError(name + " cannot be read as a pact: " + reason, e);
        }
        if (!fileName(pact).equals(String.valueOf(file.getFileName()))) {
            throw new AssertionError(name + " holds the pact of " + fileName(pact) + ".");
        }
        return pact;
    }

    /** Who and what it is about, for messages of tests. */
    static String name(BasePact pact, Interaction interaction) {
        return pact.getConsumer().getName() + " of " + pact.getProvider().getName() + ": "
                + interaction.getDescription();
    }

    private static String fileName(BasePact pact) {
        return pact.getConsumer().getName() + "-" + pact.getProvider().getName() + ".json";
    }
}
