package dev.steward.zerotrust.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.PolicyConditions;
import dev.steward.zerotrust.domain.PolicyFinding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnmatchableTest {

    private static final Set<String> ROLES = Set.of("admin");
    private static final Pattern ROUTE = Pattern.compile("path: (\\S+)\\s+need: \\S+\\s+permission: ([^:\\s]+):");

    @ParameterizedTest
    @CsvSource({
        "platform/*/session/**",
        "platform/shop/session/_",
        "platform/shop/credential/*",
        "platform/shop/_/_",
    })
    void refusesACollectionThatThePlatformHasNot(String pattern) {
        assertThat(of(pattern, "*")).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.CANNOT_MATCH);
            assertThat(finding.message())
                    .contains("no collection \"" + pattern.split("/")[2] + "\"")
                    .contains("service-accounts, sessions, signing-keys");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "platform/*/sessions/**, reed, 'actions of sessions are admin, create, delete, read, write.'",
        "platform/_/users/*, create, 'actions of users are read, write.'",
        "platform/_/credentials/_, READ, 'actions of credentials are write.'",
        "platform/**, reed, actions of the platform are admin",
        "platform/shop/**, get, actions of the platform are admin",
        "platform/*/*/_, reed, actions of the platform are admin",
    })
    void refusesActionsThatNothingThereHas(String pattern, String action, String message) {
        assertThat(of(pattern, action, "sing")).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.CANNOT_MATCH);
            assertThat(finding.message()).contains(message);
        });
    }

    @Test
    void warnsOfSomeActionsThatNothingThereHas() {
        assertThat(of("platform/*/sessions/**", "reed", "write"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.UNKNOWN_ACTION);
                    assertThat(finding.kind().refuses()).isFalse();
                    assertThat(finding.message()).contains("reed: actions of sessions are");
                });
        assertThat(of("platform/**", "reed", "reveal")).hasSize(1);
        assertThat(of("platform/**", "reveal", "replay")).isEmpty();
        assertThat(of("platform/*/sessions/**", "reed", "*")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sessions, 0198ABCD-0000-7000-8000-000000000001, false",
        "sessions, 0198abcd-0000-7000-8000-00000000000, false",
        "sessions, 7, false",
        "sessions, 0198abcd-0000-7000-8000-000000000001, true",
        "sessions, _, true",
        "sessions, *, true",
        "sessions, **, true",
        "datasets, Sales, true",
        "roles, night-watch, true",
        "*, Sales, true",
        "projects, shop, false",
        "projects, _, true",
    })
    void refusesIdsThatNothingThereCanHave(String collection, String id, boolean can) {
        assertThat(of("platform/*/" + collection + "/" + id, "*"))
                .extracting(PolicyFinding::kind)
                .isEqualTo(can ? List.of() : List.of(Kind.CANNOT_MATCH));
    }

    @Test
    void saysWhatTheIdHasToBe() {
        assertThat(of("platform/shop/sessions/0198ABCD", "*").getFirst().message())
                .isEqualTo("It never applies: ids of sessions are UUIDs in lower case, not \"0198ABCD\".");
        assertThat(of("platform/shop/projects/shop", "*").getFirst().message())
                .isEqualTo("It never applies: requests are about all projects, \"_\", not \"shop\" alone.");
    }

    @Test
    void takesAnIdWhereAPublishedRouteNamesOne() throws IOException {
        Map<String, Boolean> named = new HashMap<>();
        try (Stream<Path> tables = Files.list(Path.of("../contracts/access"))) {
            for (Path table : tables.toList()) {
                ROUTE.matcher(Files.readString(table)).results().forEach(route -> {
                    String path = route.group(1).replace("{project_id}", "");
                    named.merge(route.group(2), path.contains("{"), Boolean::logicalOr);
                });
            }
        }
        assertThat(named).isNotEmpty().allSatisfy((collection, canBe) -> assertThat(
                        of("platform/*/" + collection + "/0198abcd-0000-7000-8000-000000000001", "*"))
                .hasSize(canBe ? 0 : 1));
    }

    @ParameterizedTest
    @CsvSource({"docs/session/7", "**", "*/shop/session/7", "platforms/shop/session/7"})
    void leavesWhatIsOutsideThePlatformToOthers(String pattern) {
        assertThat(of(pattern, "reed")).isEmpty();
    }

    private static List<PolicyFinding> of(String pattern, String... actions) {
        var rules =
                new PolicyRules("Policy", pattern, List.of(actions), List.of(), null, PolicyConditions.NONE, "allow");
        return new PolicyReview(List.of(), Set.of(ROLES), ROLES, Instant.EPOCH).of(rules.policy("p", 1));
    }
}
