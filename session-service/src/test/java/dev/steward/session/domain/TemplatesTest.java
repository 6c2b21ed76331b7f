package dev.steward.session.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplatesTest {

    private final Templates templates = new Templates(Map.of("static", "a", "node", "b", "java", "c", "python", "d"));

    @Test
    void knowsFiveAndNoMore() {
        assertThat(templates.names()).containsExactly("static", "node", "java", "python", "image");
        assertThat(templates.named("cobol")).isEmpty();
        assertThat(templates.of(SessionSpec.USUAL).image()).isEqualTo("a");
    }

    @Test
    void allButAnyImageBringAnImageAndACommand() {
        assertThat(templates.all()).allSatisfy(template -> assertThat(template.isAnyImage())
                .isEqualTo(template.image() == null)
                .isEqualTo(template.script() == null)
                .isEqualTo(template.readiness() == Template.Readiness.TCP));
    }

    @Test
    void aPageOfAnyImageIsOnTheFirstPortAskedFor() {
        assertThat(template("image").pagePort(with(List.of(3000, 9229)))).isEqualTo(3000);
        assertThat(template("image").pagePort(with(List.of()))).isEqualTo(8080);
        assertThat(template("node").pagePort(with(List.of(3000)))).isEqualTo(8080);
    }

    private Template template(String name) {
        return templates.named(name).orElseThrow();
    }

    private static SessionSpec with(List<Integer> ports) {
        return new SessionSpec("image", "debian", Resources.USUAL, Map.of(), ports, null, Setup.NONE);
    }
}
