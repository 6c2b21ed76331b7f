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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    private final Path contracts;
    private final boolean updating;

    PactFolder(Path contracts, boolean updating) {
        this.contracts = contracts;
        this.updating = updating;
    }

    static PactFolder committed() {
        return new PactFolder(ContractFile.folder(), ContractFile.isUpdating());
    }

    /** Holds all that a consumer wrote against all that is committed of it. */
    void holds(String consumer, Collection<V4Pact> written) {
        Map<String, V4Pact> byFile = new TreeMap<>();
        written.forEach(pact -> byFile.merge(fileName(pact), pact, PactFolder::both));
        byFile.forEach((name, pact) -> file(name).holds(text(pact)));
        files().filter(file -> !byFile.containsKey(file.getFileName().toString()))
                .filter(file -> read(file).getConsumer().getName().equals(consumer))
                .forEach(file -> file(file.getFileName().toString()).isAbsent());
    }

    List<V4Pact> of(String provider) {
        return files().map(PactFolder::read)
                .filter(pact -> pact.getProvider().getName().equals(provider))
                .toList();
    }

    Stream<Path> files() {
        try (Stream<Path> files = Files.list(contracts.resolve("pacts"))) {
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

    private ContractFile file(String name) {
        return new ContractFile(contracts, "pacts/" + name, updating);
    }

    private static String text(V4Pact pact) {
        StringWriter written = new StringWriter();
        DefaultPactWriter.INSTANCE.writePact(pact, new PrintWriter(written), PactSpecVersion.V4);
        Map<String, Object> document = JSON.readValue(written.toString(), new TypeReference<>() {});
        // Not the version of the library that wrote it: an update of that changes no contract.
        document.put("metadata", Map.of("pactSpecification", Map.of("version", "4.0")));
        return JSON.writeValueAsString(document) + "\n";
    }

    private static V4Pact both(V4Pact one, V4Pact other) {
        List<Interaction> all = new ArrayList<>(one.getInteractions());
        all.addAll(other.getInteractions());
        return new V4Pact(one.getConsumer(), one.getProvider(), all);
    }

    private static String fileName(BasePact pact) {
        return pact.getConsumer().getName() + "-" + pact.getProvider().getName() + ".json";
    }
}
