package dev.steward.devstack;

import dev.steward.devstack.demo.Api;
import dev.steward.devstack.demo.LocalFaults;
import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.PartState;
import dev.steward.devstack.suite.PartStatus;
import dev.steward.devstack.suite.ProcessId;
import dev.steward.devstack.suite.Secrets;
import dev.steward.devstack.suite.SuiteService;
import dev.steward.devstack.suite.SuiteStatus;
import dev.steward.infra.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** The suite as its users run it: by the script, on free ports, with a state folder of its own. */
final class SuiteUnderTest implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

    private final Map<String, String> environment = new HashMap<>();
    private final Layout layout;

    /** What a run of the script ended with and printed. */
    record Outcome(int status, String output) {}

    SuiteUnderTest() {
        var state = Path.of("target", "suite").toAbsolutePath();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put(Layout.STATE_VARIABLE, state.toString());
        var variables = Stream.concat(
                        Arrays.stream(SuiteService.values()).map(SuiteService::portVariable),
                        Stream.of("STEWARD_PREVIEW_PORT", "STEWARD_POSTGRES_PORT", "STEWARD_KAFKA_PORT"))
                .toList();
        var ports = Ports.free(variables.size());
        for (int i = 0; i < ports.size(); i++) {
            environment.put(variables.get(i), String.valueOf(ports.get(i)));
        }
        layout = Layout.of(CHECKOUT, environment);
        steward("down", "--wipe", "--yes");
        up();
    }

    void up() {
        var outcome = steward("up", "--detach", "--no-build");
        if (outcome.status() != 0) {
            throw new IllegalStateException("The suite did not start:\n" + outcome.output());
        }
    }

    void upUnlessRunning() {
        if (!isRunning()) {
            up();
        }
    }

    boolean isRunning() {
        return SuiteStatus.running(layout).isPresent();
    }

    /** Runs the script as a user would, with some settings changed. */
    Outcome steward(Map<String, String> changes, String... arguments) {
        var command = new ArrayList<>(List.of(CHECKOUT.resolve("steward").toString()));
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("STEWARD_"));
        builder.environment().putAll(environment);
        builder.environment().putAll(changes);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Outcome steward(String... arguments) {
        return steward(Map.of(), arguments);
    }

    Layout layout() {
        return layout;
    }

    LocalFaults faults() {
        return new LocalFaults(layout);
    }

    /** The interface of a caller that takes every answer as it is. */
    Api api() {
        return Api.at(URI.create(part("gateway").address()));
    }

    String adminPassword() {
        return Secrets.read(status().adminPassword());
    }

    /** What the launcher has written for clients of the broker that log in as this principal. */
    Properties brokerLogin(String principal) {
        try (var reader = Files.newBufferedReader(layout.brokerLogin(principal))) {
            var settings = new Properties();
            settings.load(reader);
            return settings;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    SuiteStatus status() {
        return SuiteStatus.running(layout).orElseThrow();
    }

    PartStatus part(String name) {
        return status().part(name).orElseThrow();
    }

    int port(String variable) {
        return Integer.parseInt(environment.get(variable));
    }

    Map<String, ProcessId> processes() {
        return status().parts().stream().collect(Collectors.toMap(PartStatus::name, PartStatus::process));
    }

    void awaitReady() {
        awaitPart("every part is ready", status -> status.checked(part -> true).parts().stream()
                .allMatch(part -> part.state() == PartState.READY));
    }

    void awaitReady(String part) {
        awaitPart(part + " is ready", status -> status.part(part).orElseThrow().state() == PartState.READY);
    }

    void awaitGone(ProcessId process) {
        Awaitility.await().atMost(PATIENCE).until(() -> !process.isAlive());
    }

    private void awaitPart(String what, Predicate<SuiteStatus> condition) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .failFast("a part has been given up", this::isBroken)
                    .until(() -> condition.test(status()));
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new AssertionError(what + ": not so.\n" + SuiteReport.of(layout, status()), e);
        }
    }

    /** Whether it needs a new start to become whole again. */
    boolean isBroken() {
        return status().parts().stream().anyMatch(part -> part.state() == PartState.GIVEN_UP);
    }

    @Override
    public void close() {
        var outcome = steward("down", "--wipe", "--yes");
        if (outcome.status() != 0) {
            throw new IllegalStateException("The suite did not stop:\n" + outcome.output());
        }
    }
}
