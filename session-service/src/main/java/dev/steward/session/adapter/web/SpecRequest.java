package dev.steward.session.adapter.web;

import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import dev.steward.session.domain.EnvironmentRules;
import dev.steward.session.domain.Flaw;
import dev.steward.session.domain.ImageReference;
import dev.steward.session.domain.PortRules;
import dev.steward.session.domain.Resources;
import dev.steward.session.domain.SpecWish;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a request says about the session it wants, however it asks for it. */
interface SpecRequest extends CheckedBody {

    @Nullable
    String runtime();

    @Nullable
    String template();

    @Nullable
    String image();

    @Nullable
    ResourcesRequest resources();

    @Nullable
    Map<String, String> env();

    @Nullable
    List<Integer> ports();

    @Nullable
    Duration ttl();

    @Nullable
    Duration idleTimeout();

    @Nullable
    Map<String, JsonNode> devcontainer();

    @Override
    default void check(FieldProblems problems) {
        ResourcesRequest resources = resources();
        if (resources != null) {
            resources.check(problems);
        }
        String image = image();
        problems.require(image == null || ImageReference.isValid(image), "image", ImageReference.RULE);
        DevContainerReader.read(devcontainer(), problems);
        note("env", EnvironmentRules.flaws(Objects.requireNonNullElse(env(), Map.of())), problems);
        note("ports", PortRules.flaws(Objects.requireNonNullElse(ports(), List.of())), problems);
        if (problems.found().isEmpty()) {
            checkTogether(problems);
        }
    }

    /** What the request and its project say is each within the limits, and may be beyond them together. */
    private void checkTogether(FieldProblems problems) {
        SpecWish wish = wish();
        note("devcontainer.forwardPorts", PortRules.flaws(wish.allPorts()), problems);
        note("devcontainer.containerEnv", EnvironmentRules.flaws(wish.allEnv()), problems);
    }

    default SpecWish wish() {
        ResourcesRequest resources = resources();
        return new SpecWish(
                template(),
                image(),
                resources == null ? Resources.USUAL : resources.resources(),
                Objects.requireNonNullElse(env(), Map.of()),
                Objects.requireNonNullElse(ports(), List.of()),
                DevContainerReader.read(devcontainer(), new FieldProblems()));
    }

    private static void note(String field, List<Flaw> flaws, FieldProblems problems) {
        flaws.forEach(flaw -> problems.add(field + flaw.part(), flaw.message()));
    }
}
