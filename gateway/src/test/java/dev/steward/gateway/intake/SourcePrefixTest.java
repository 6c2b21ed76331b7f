package dev.steward.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.security.Caller;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcePrefixTest {

    private final SourcePrefix prefixes =
            new SourcePrefix(Map.of("ci", "/ci", "urn", "urn:example:", "web", "https://ci.example.org/"));

    @ParameterizedTest
    @CsvSource({
        "ci, /ci, true",
        "ci, /ci/builds, true",
        "ci, /ci#1, true",
        "ci, /cinema, false",
        "ci, /ci/../session-service, false",
        "ci, /ci/./x, false",
        "ci, /CI/x, false",
        "ci, '/ci/a b', false",
        "ci, /callers/id-of-ci, false",
        "urn, urn:example:build, true",
        "urn, urn:exampl, false",
        "web, https://ci.example.org/x?y, true",
        "web, https://ci.example.org.evil.test/, false",
        "ann, /callers/id-of-ann, true",
        "ann, /callers/id-of-ann/x, true",
        "ann, /callers/id-of-anna, false",
        "ann, /ci, false",
    })
    void allowsWhatIsBelowTheCallersOwn(String user, String source, boolean allowed) {
        Caller caller = new Caller(
                "id-of-" + user, user, "sid", Set.of(), Map.of(), Instant.EPOCH, Instant.MAX, null, null, null, null);

        assertThat(prefixes.allows(caller, source)).isEqualTo(allowed);
    }
}
