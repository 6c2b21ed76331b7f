package dev.steward.session.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(lines::add);

    @Test
    void aLineIsWholeHoweverItComes() {
        byte[] bytes = "gr\u00fc\u00dfe\r\n\nlast".getBytes(StandardCharsets.UTF_8);
        for (byte each : bytes) {
            splitter.write(new byte[] {each});
        }
        assertThat(lines).containsExactly("gr\u00fc\u00dfe", "");

        splitter.end();
        splitter.end();

        assertThat(lines).containsExactly("gr\u00fc\u00dfe", "", "last");
    }

    @Test
    void aLineWithoutAnEndIsCut() {
        splitter.write("x".repeat(3 * LineSplitter.LONGEST).getBytes(StandardCharsets.UTF_8));

        assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(line).hasSize(LineSplitter.LONGEST));
    }
}
