package dev.steward.kit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.PolicyConditions;
import dev.steward.kit.policy.Reading.Valid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourcePatternTest {

    @ParameterizedTest
    @CsvSource({
        "a/b, a/b, true, true",
        "a/b, a/c, false, false",
        "a/*, a/b, true, true",
        "a/b, a/*, true, false",
        "a/*, */b, true, false",
        "a/**, a, true, true",
        "a, a/**, true, false",
        "a/**, a/b/c, true, true",
        "a/b/**, a/*, true, false",
        "a/b/c/**, a/*, false, false",
        "a/*/c, a/**, true, false",
        "**, x/**, true, true",
        "x/**, **, true, false",
        "*/**, a, true, true",
        "a/*, a/b/c, false, false",
    })
    void comparesSegmentBySegment(String one, String other, boolean overlaps, boolean covers) {
        assertThat(pattern(one).overlaps(pattern(other))).isEqualTo(overlaps);
        assertThat(pattern(other).overlaps(pattern(one))).isEqualTo(overlaps);
        assertThat(pattern(one).covers(pattern(other))).isEqualTo(covers);
    }

    /** Every pattern of up to three segments against every resource of up to four. */
    @Test
    void saysWhatTheIndexSays() {
        List<String> patterns = new ArrayList<>(List.of("**"));
        for (String fixed : combined(List.of("a", "b", "*"), 3)) {
            patterns.add(fixed);
            patterns.add(fixed + "/**");
        }
        List<String> resources = combined(List.of("a", "b", "c"), 4);
        for (String one : patterns) {
            Set<String> ofOne = matching(one, resources);
            for (String other : patterns) {
                Set<String> ofOther = matching(other, resources);
                assertThat(pattern(one).overlaps(pattern(other)))
                        .as(one + " overlaps " + other)
                        .isEqualTo(ofOne.stream().anyMatch(ofOther::contains));
                assertThat(pattern(one).covers(pattern(other)))
                        .as(one + " covers " + other)
                        .isEqualTo(ofOne.containsAll(ofOther));
            }
        }
    }

    private static Set<String> matching(String pattern, List<String> resources) {
        PolicySet policies = PolicySet.of(
                List.of(Written.read(Written.policy("p", "allow", pattern, "none", PolicyConditions.NONE))));
        return resources.stream()
                .filter(resource -> !policies.decide(reading(resource)).noPolicyMatched())
                .collect(Collectors.toSet());
    }

    private static DecisionRequest reading(String resource) {
        return new DecisionRequest(
                Set.of(), resource, "read", TrustLevel.NONE, false, null, null, null, null, Instant.EPOCH);
    }

    private static List<String> combined(List<String> segments, int most) {
        List<String> all = new ArrayList<>(segments);
        List<String> last = segments;
        for (int i = 1; i < most; i++) {
            last = last.stream()
                    .flatMap(start -> segments.stream().map(segment -> start + "/" + segment))
                    .toList();
            all.addAll(last);
        }
        return all;
    }

    private static ResourcePattern pattern(String text) {
        return ((Valid<ResourcePattern>) ResourcePattern.read(text)).value();
    }
}
