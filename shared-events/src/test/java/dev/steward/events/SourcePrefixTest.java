package dev.steward.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcePrefixTest {

    @ParameterizedTest
    @CsvSource({
        "/ci, /ci, true",
        "/ci, /ci/builds, true",
        "/ci, /ci#1, true",
        "/ci, /cinema, false",
        "/ci, /ci/../session-service, false",
        "/ci, /ci/%2E%2e/session-service, false",
        "/ci, /ci/./x, false",
        "/ci, /CI/x, false",
        "/ci, '/ci/a b', false",
        "/ci, /callers/id-of-ci, false",
        "urn:example:, urn:example:build, true",
        "urn:example:, urn:exampl, false",
        "https://ci.example.org/, https://ci.example.org/x?y, true",
        "https://ci.example.org, https://ci.example.org.evil.test/, false",
        "https://ci.example.org, https://ci.example.org@evil.test/, false",
    })
    void coversItselfAndWhatIsBelow(String prefix, String source, boolean covered) {
        assertThat(new SourcePrefix(prefix).covers(source)).isEqualTo(covered);
    }

    @Test
    void isTheCallersIdForWhoeverHasNone() {
        SourcePrefix ann = SourcePrefix.ofCaller("ann");

        assertThat(ann.covers("/callers/ann/x")).isTrue();
        assertThat(ann.covers("/callers/anna")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ci",
                "/ci/builds",
                "/gateway-of-ours",
                "https://ci.example.org",
                "https://ci.example.org:8443/builds/",
                "urn:example:ci",
                "urn:example:"
            })
    void canBeAPlainPathOrUri(String text) {
        assertThat(SourcePrefix.registrable(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                "//ci",
                "ci",
                "/ci builds",
                "/ci/../x",
                "/ci/./x",
                "/c%69",
                "/ci?x",
                "/ci#x",
                "/c\u00ef",
                "/ci\n",
                "urn:",
                "https:",
                "https://",
                "https:///x",
                "https://CI.example.org",
                "HTTPS://ci.example.org",
                "https://me@ci.example.org",
                "/callers",
                "/callers/id-of-ann",
                "/session-service",
                "/gateway/x",
                "/zero-trust-service"
            })
    void cannotBeWhatIsReadInTwoWaysOrIsOfOthers(String text) {
        assertThat(SourcePrefix.registrable(text)).isFalse();
    }

    @Test
    void cannotBeLongerThanATokenCarries() {
        assertThat(SourcePrefix.registrable("/" + "x".repeat(199))).isTrue();
        assertThat(SourcePrefix.registrable("/" + "x".repeat(200))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/ci, /ci, true",
        "/ci, /ci/builds, true",
        "/ci, /cinema, false",
        "urn:example:, urn:example:ci, true",
        "urn:example:ci, urn:example:cinema, false",
        "https://ci.example.org, https://ci.example.org:8443/, true",
        "/ci, https://ci.example.org/ci, false",
    })
    void overlapsWhatIsAboveOrBelowIt(String one, String other, boolean overlaps) {
        assertThat(new SourcePrefix(one).overlaps(new SourcePrefix(other))).isEqualTo(overlaps);
        assertThat(new SourcePrefix(other).overlaps(new SourcePrefix(one))).isEqualTo(overlaps);
    }
}
