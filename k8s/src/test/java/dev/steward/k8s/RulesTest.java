package dev.steward.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Each rule notices what it is there for: one thing is broken at a time. */
class RulesTest {

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvFileSource(resources = "broken.csv", numLinesToSkip = 1, delimiter = '|', nullValues = "-")
    void notices(Overlay overlay, String object, String pointer, @Nullable String value, String problem)
            throws IOException {
        JsonNode sound = find(overlay, object);

        assertThat(Rules.problems(overlay.manifests(sound, changed(sound, pointer, value))))
                .contains(problem);
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvFileSource(resources = "unreadable.csv", numLinesToSkip = 1, delimiter = '|', nullValues = "-")
    void refuses(Overlay overlay, String object, String pointer, String value, String problem) throws IOException {
        JsonNode sound = find(overlay, object);
        JsonNode changed = changed(sound, pointer, value);

        assertThatThrownBy(() -> overlay.manifests(sound, changed)).hasMessageContaining(problem);
    }

    private static JsonNode find(Overlay overlay, String name) {
        return overlay.objects().stream()
                .filter(candidate -> name(candidate).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + name));
    }

    private static @Nullable JsonNode changed(JsonNode sound, String pointer, @Nullable String value)
            throws IOException {
        if (pointer.equals("/")) {
            return null;
        }
        JsonNode object = sound.deepCopy();
        JsonPointer place = JsonPointer.compile(pointer);
        String last = place.last().getMatchingProperty();
        JsonNode parent = object.at(place.head());
        JsonNode changed = value == null ? null : Kustomize.value(value);
        switch (parent) {
            case ObjectNode map
            when changed == null -> assertThat(map.remove(last)).isNotNull();
            case ObjectNode map -> map.set(last, changed);
            case ArrayNode list
            when changed == null ->
                assertThat(list.remove(Integer.parseInt(last))).isNotNull();
            case ArrayNode list when last.equals("-") -> list.add(changed);
            case ArrayNode list -> list.set(Integer.parseInt(last), changed);
            default -> throw new IllegalArgumentException("nothing at " + pointer);
        }
        return object;
    }

    /** Kind and name, without the hash of a generated one. */
    private static String name(JsonNode object) {
        return object.path("kind").asText() + "/"
                + object.at("/metadata/name").asText().replaceFirst("-[0-9a-z]{10}$", "");
    }
}
