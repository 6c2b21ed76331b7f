package dev.steward.kit.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.kit.web.WireJson;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

class HttpBindingTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final HttpBinding binding = new HttpBinding(WireJson.lenient(), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void readsHeadersWithPercentSignsForWhatTheyCannotHave() {
        HttpHeaders headers = headers();
        headers.set("CE-Subject", "Euro%20%E2%82%AC");
        headers.set("ce-dataschema", "urn:x");

        SentEvent.Whole sent = (SentEvent.Whole) binding.binary(headers, "{}".getBytes(UTF_8));

        assertThat(sent.event().subject()).isEqualTo("Euro \u20ac");
        assertThat(sent.event().time()).isEqualTo(NOW);
        assertThat(sent.extensions()).containsOnly(java.util.Map.entry("dataschema", "urn:x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ce-id          | %zz  | {} | id has a percent sign",
                "ce-id          | %0a  | {} | id holds control characters",
                "ce-specversion | 0.3  | {} | specversion is not 1.0",
                "ce-un_known    | x    | {} | is named otherwise",
                "ce-time        | now  | {} | time is not",
                "ce-x           | x    | {  | the data is not JSON",
                "ce-x           | x    | '' | data is missing",
            })
    void tellsWhyHeadersAreNoEvent(String name, String value, String body, String reason) {
        HttpHeaders headers = headers();
        headers.set(name, value);

        SentEvent sent = binding.binary(headers, (body == null ? "" : body).getBytes(UTF_8));

        assertThat(sent).isInstanceOf(SentEvent.Broken.class);
        assertThat(((SentEvent.Broken) sent).reason()).contains(reason);
        assertThat(sent.type()).isEqualTo("a.b");
    }

    @Test
    void refusesAnAttributeThatIsThereTwice() {
        HttpHeaders headers = headers();
        headers.add("ce-id", "other");

        assertThat(binding.binary(headers, "{}".getBytes(UTF_8)))
                .isEqualTo(new SentEvent.Broken("a.b", "id is there more than once"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"data\":{}                                     | true",
                "\"data_base64\":\"e30=\"                        | true",
                "\"data_base64\":\"eA==\"                        | false",
                "\"data\":{},\"datacontenttype\":\"text/xml\"    | false",
                "\"data\":{},\"ext\":{}                          | false",
                "\"data\":{},\"Ext\":1                           | false",
                "\"x\":1                                         | false",
            })
    void readsObjects(String members, boolean readable) {
        String json = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"a.b\"," + members + "}";

        assertThat(binding.structured(json.getBytes(UTF_8)))
                .isInstanceOf(readable ? SentEvent.Whole.class : SentEvent.Broken.class);
    }

    @Test
    void readsTheGoodAndTheBadOfABatch() {
        String json = """
                [{"specversion":"1.0","id":"1","source":"/x","type":"a.b","data":1,"ext":true},7,{"type":"t"}]""";

        assertThat(binding.batch(json.getBytes(UTF_8)))
                .satisfiesExactly(
                        good -> assertThat(((SentEvent.Whole) good).extensions())
                                .containsEntry("ext", "true"),
                        bad -> assertThat(bad.type()).isNull(),
                        bad -> assertThat(bad.type()).isEqualTo("t"));
    }

    @Test
    void refusesABatchThatIsNone() {
        assertThatThrownBy(() -> binding.batch("{}".getBytes(UTF_8))).isInstanceOf(BadEventException.class);
    }

    private static HttpHeaders headers() {
        HttpHeaders headers = new HttpHeaders();
        headers.set("ce-specversion", "1.0");
        headers.set("ce-id", "1");
        headers.set("ce-source", "/x");
        headers.set("ce-type", "a.b");
        return headers;
    }
}
