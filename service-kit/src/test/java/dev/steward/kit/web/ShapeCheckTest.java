package dev.steward.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ShapeCheckTest {

    private static final JsonMapper JSON = mapper();

    private record Timed(Instant at, Duration after) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'at':'2026-01-01T12:00:00Z','after':'PT5S'} | ''",
                "{'at':1767268800}                            | at",
                "{'after':5}                                  | after",
                "{'after':5.5,'at':true}                      | after at",
                "{'after':'5','at':'today'}                   | after at",
            })
    void numberIsNoTime(String body, String badFields) {
        var check = new ShapeCheck(JSON, false);

        check.object((ObjectNode) JSON.readTree(body.replace('\'', '"')), JSON.constructType(Timed.class), "");

        assertThat(String.join(
                        " ", check.problems().stream().map(FieldProblem::field).toList()))
                .isEqualTo(badFields);
    }

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        WireJson.configure(builder);
        return builder.build();
    }
}
