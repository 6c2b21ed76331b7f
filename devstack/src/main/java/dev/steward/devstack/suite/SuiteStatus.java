package dev.steward.devstack.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The record of a running suite, written by its launcher alone and readable by every other command. */
public record SuiteStatus(ProcessId launcher, boolean ready, Path dataDir, Path adminPassword, List<PartStatus> parts) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    public SuiteStatus {
        parts = List.copyOf(parts);
    }

    /** The record if its launcher still runs. */
    public static Optional<SuiteStatus> running(Layout layout) {
        return recorded(layout).filter(status -> status.launcher.isAlive());
    }

    /** The record of the last suite, whether it runs or died. */
    public static Optional<SuiteStatus> recorded(Layout layout) {
        try {
            return Optional.of(JSON.readValue(file(layout), SuiteStatus.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    public static void delete(Layout layout) {
        try {
            Files.deleteIfExists(file(layout));
        } catch (IOException e) {
            throw SuiteException.of("The record of the last suite cannot be deleted", e);
        }
    }

    public Optional<PartStatus> part(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    /** The record with what a check of each process shows now. */
    public SuiteStatus checked(Predicate<PartStatus> isServing) {
        var now = parts.stream()
                .map(part ->
                        part.state() != PartState.READY || isServing.test(part) ? part : part.in(PartState.NOT_READY))
                .toList();
        boolean all = now.stream().allMatch(part -> part.state() == PartState.READY);
        return new SuiteStatus(launcher, ready && all, dataDir, adminPassword, now);
    }

    public String json() {
        return JSON.writeValueAsString(this);
    }

    void write(Layout layout) {
        var unfinished = file(layout).resolveSibling("suite.json.unfinished");
        try {
            Files.writeString(unfinished, json());
            Files.move(unfinished, file(layout), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw SuiteException.of("The state of the suite cannot be recorded", e);
        }
    }

    private static Path file(Layout layout) {
        return layout.state().resolve("suite.json");
    }
}
