package dev.steward.session.adapter.web;

import dev.steward.kit.web.FieldProblems;
import dev.steward.session.domain.DevContainer;
import dev.steward.session.domain.DevContainerRules;
import dev.steward.session.domain.EnvironmentRules;
import dev.steward.session.domain.Flaw;
import dev.steward.session.domain.ImageReference;
import dev.steward.session.domain.PortRules;
import dev.steward.session.domain.Resource;
import dev.steward.session.domain.Setup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads of a {@code devcontainer.json} what sessions can make use of, and notes what is wrong with that. */
final class DevContainerReader {

    private static final String FIELD = "devcontainer";
    private static final String REQUIREMENTS = "hostRequirements";

    private static final List<String> KNOWN = List.of(
            "image",
            "forwardPorts",
            "containerEnv",
            "remoteEnv",
            "workspaceFolder",
            "onCreateCommand",
            "postCreateCommand",
            "postStartCommand",
            REQUIREMENTS);

    private final Map<String, JsonNode> properties;
    private final FieldProblems problems;

    private DevContainerReader(Map<String, JsonNode> properties, FieldProblems problems) {
        this.properties = properties;
        this.problems = problems;
    }

    /** What it says; of what is noted as wrong nothing. */
    static DevContainer read(@Nullable Map<String, JsonNode> properties, FieldProblems problems) {
        if (properties == null) {
            return DevContainer.NONE;
        }
        if (properties.size() > DevContainerRules.MOST_PROPERTIES) {
            problems.add(FIELD, "must have at most " + DevContainerRules.MOST_PROPERTIES + " properties");
            return DevContainer.NONE;
        }
        return new DevContainerReader(properties, problems).devcontainer();
    }

    private DevContainer devcontainer() {
        List<String> ignored = new ArrayList<>();
        properties.keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .map(Flaw::shown)
                .forEach(ignored::add);
        return new DevContainer(
                text(
                        "image",
                        image -> ImageReference.isValid(image) ? Optional.empty() : Optional.of(ImageReference.RULE)),
                ports(),
                env(),
                text("workspaceFolder", DevContainerRules::folderFlaw),
                setup(),
                required(ignored),
                ignored);
    }

    private Optional<JsonNode> property(String name) {
        return Optional.ofNullable(properties.get(name)).filter(value -> !value.isNull());
    }

    private @Nullable String text(String name, java.util.function.Function<String, Optional<String>> flaw) {
        JsonNode value = property(name).orElse(null);
        if (value == null) {
            return null;
        }
        Optional<String> found = value.isString() ? flaw.apply(value.stringValue()) : Optional.of("must be a string");
        found.ifPresent(message -> problems.add(FIELD + "." + name, message));
        return found.isPresent() ? null : value.stringValue();
    }

    private List<Integer> ports() {
        JsonNode value = property("forwardPorts").orElse(null);
        if (value == null) {
            return List.of();
        }
        String field = FIELD + ".forwardPorts";
        if (!value.isArray()) {
            problems.add(field, "must be an array");
            return List.of();
        }
        // What is no whole number is no port, whatever else it is.
        List<Integer> ports = value.valueStream()
                .map(port -> port.isInt() ? port.intValue() : 0)
                .toList();
        List<Flaw> flaws = PortRules.flaws(ports);
        note(field, flaws);
        return flaws.isEmpty() ? ports : List.of();
    }

    /** A null in {@code remoteEnv} takes away what {@code containerEnv} sets. */
    private Map<String, String> env() {
        Map<String, String> env = new HashMap<>(env("containerEnv", false));
        env("remoteEnv", true).forEach((name, value) -> {
            if (value.isEmpty() && isNull("remoteEnv", name)) {
                env.remove(name);
            } else {
                env.put(name, value);
            }
        });
        return env;
    }

    private boolean isNull(String property, String name) {
        return property(property).map(entries -> entries.path(name).isNull()).orElse(false);
    }

    private Map<String, String> env(String name, boolean takesNull) {
        JsonNode value = property(name).orElse(null);
        if (value == null) {
            return Map.of();
        }
        String field = FIELD + "." + name;
        if (!value.isObject()) {
            problems.add(field, "must be an object");
            return Map.of();
        }
        Map<String, String> env = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            JsonNode told = entry.getValue();
            String shown = field + "." + Flaw.shown(entry.getKey());
            if (told.isNull() && takesNull) {
                env.put(entry.getKey(), "");
            } else if (!told.isString()) {
                problems.add(shown, "must be a string");
            } else if (DevContainerRules.hasVariable(told.stringValue())) {
                problems.add(shown, DevContainerRules.NO_VARIABLES);
            } else {
                env.put(entry.getKey(), told.stringValue());
            }
        }
        note(field, EnvironmentRules.flaws(env));
        return env;
    }

    private Setup setup() {
        return new Setup(commands("onCreateCommand"), commands("postCreateCommand"), commands("postStartCommand"));
    }

    /** A string is for the shell, an array is a command and its arguments, an object has one of these under each name. */
    private List<List<String>> commands(String name) {
        JsonNode value = property(name).orElse(null);
        if (value == null) {
            return List.of();
        }
        String field = FIELD + "." + name;
        if (!value.isObject()) {
            return command(value, field).stream().toList();
        }
        if (value.size() > DevContainerRules.MOST_COMMANDS) {
            problems.add(field, "must be at most " + DevContainerRules.MOST_COMMANDS + " commands");
            return List.of();
        }
        return value.properties().stream()
                .flatMap(entry -> command(entry.getValue(), field + "." + Flaw.shown(entry.getKey())).stream())
                .toList();
    }

    private Optional<List<String>> command(JsonNode value, String field) {
        boolean isArray = value.isArray() && value.valueStream().allMatch(JsonNode::isString);
        if (!value.isString() && !isArray) {
            problems.add(field, "must be a string or an array of strings");
            return Optional.empty();
        }
        List<String> command = isArray
                ? value.valueStream().map(JsonNode::stringValue).toList()
                : DevContainerRules.shell(value.stringValue());
        Optional<String> flaw = DevContainerRules.commandFlaw(command);
        flaw.ifPresent(message -> problems.add(field, message));
        return flaw.isPresent() ? Optional.empty() : Optional.of(command);
    }

    private Map<Resource, Long> required(List<String> ignored) {
        JsonNode value = property(REQUIREMENTS).orElse(null);
        if (value == null) {
            return Map.of();
        }
        if (!value.isObject()) {
            problems.add(FIELD + "." + REQUIREMENTS, "must be an object");
            return Map.of();
        }
        Map<Resource, Long> required = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            switch (entry.getKey()) {
                case "cpus" -> require(Resource.CPU, entry, DevContainerRules.processors(text(entry)), required);
                case "memory" -> require(Resource.MEMORY, entry, DevContainerRules.bytes(text(entry)), required);
                case "storage" -> require(Resource.DISK, entry, DevContainerRules.bytes(text(entry)), required);
                default -> ignored.add(REQUIREMENTS + "." + Flaw.shown(entry.getKey()));
            }
        }
        return required;
    }

    private static String text(Map.Entry<String, JsonNode> entry) {
        JsonNode value = entry.getValue();
        // One is told as a number, the others as text; a number for text means the same.
        return value.isString() || value.isIntegralNumber() ? value.asString() : "";
    }

    private void require(
            Resource resource, Map.Entry<String, JsonNode> entry, OptionalLong amount, Map<Resource, Long> required) {
        Optional<String> flaw = amount.isPresent()
                ? DevContainerRules.requirementFlaw(resource, amount.getAsLong())
                : Optional.of(DevContainerRules.amountRule(resource));
        flaw.ifPresent(message -> problems.add(FIELD + "." + REQUIREMENTS + "." + entry.getKey(), message));
        if (flaw.isEmpty()) {
            required.put(resource, amount.getAsLong());
        }
    }

    private void note(String field, List<Flaw> flaws) {
        flaws.forEach(flaw -> problems.add(field + flaw.part(), flaw.message()));
    }
}
