package dev.steward.kit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.PolicyConditions;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.events.trust.PolicyTimeWindow;
import dev.steward.kit.policy.Decision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The index decides as somebody would who looks at every policy. */
class IndexAgreementTest {

    private static final List<String> NETWORKS = List.of("10.0.0.0/8", "10.1.0.0/16", "2001:db8::/32", "::/1");
    private static final List<String> ADDRESSES = List.of("10.1.2.3", "10.2.0.1", "2001:db8::9", "9.9.9.9", "f000::1");
    private static final List<String> WORDS = List.of("a", "b", "c");

    private final Random random = new Random(20_261_126);

    @Test
    void decidesTenThousandRandomRequestsAsAScanDoes() {
        Set<Reason> seen = EnumSet.noneOf(Reason.class);
        for (int round = 0; round < 400; round++) {
            List<Policy> policies = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                policies.add(Written.read(policy(100 + random.nextInt(100) * 100 + i)));
            }
            PolicySet set = PolicySet.of(policies);
            for (int i = 0; i < 25; i++) {
                DecisionRequest request = request();
                Decision decision = set.decide(request);
                assertThat(decision).as("%s by %s", request, policies).isEqualTo(Scan.decide(policies, request));
                seen.add(decision.reason());
            }
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Reason.INVALID_RESOURCE)));
    }

    private PolicyStateChanged policy(int id) {
        boolean deny = random.nextInt(5) == 0;
        List<String> segments = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            segments.add(random.nextInt(3) == 0 ? "*" : one(WORDS));
        }
        if (random.nextInt(3) == 0) {
            segments.add("**");
        }
        return Written.policy(
                "p" + id,
                deny ? "deny" : "allow",
                String.join("/", segments),
                random.nextInt(4) == 0 ? List.of("*") : List.of(one(List.of("read", "write")), "list"),
                random.nextBoolean()
                        ? List.of()
                        : List.of(one(WORDS), one(WORDS)).stream().distinct().toList(),
                deny ? null : one(List.of("none", "none", "low", "high")),
                new PolicyConditions(
                        !deny && random.nextInt(4) == 0,
                        random.nextInt(4) == 0 ? Double.valueOf(random.nextInt(101)) : null,
                        random.nextInt(3) == 0 ? window() : null,
                        random.nextInt(3) == 0 ? List.of(one(NETWORKS)) : List.of(),
                        random.nextInt(4) == 0 ? List.of(one(WORDS)) : List.of(),
                        !deny && random.nextInt(4) == 0 ? "PT1H" : null));
    }

    private PolicyTimeWindow window() {
        int from = random.nextInt(24);
        return new PolicyTimeWindow(
                one(List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata")),
                random.nextBoolean() ? List.of() : List.of(one(List.of("monday", "friday")), "sunday"),
                "%02d:30".formatted(from),
                "%02d:30".formatted((from + random.nextInt(1, 24)) % 24));
    }

    private DecisionRequest request() {
        List<String> segments = new ArrayList<>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            segments.add(one(WORDS));
        }
        Set<String> roles = new HashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            roles.add(one(WORDS));
        }
        return new DecisionRequest(
                roles,
                String.join("/", segments),
                one(List.of("read", "write", "list", "delete")),
                one(List.of(TrustLevel.values())),
                random.nextBoolean(),
                random.nextInt(4) == 0 ? null : Double.valueOf(random.nextInt(101)),
                random.nextInt(4) == 0 ? null : Duration.ofMinutes(random.nextInt(120)),
                random.nextInt(4) == 0 ? null : IpAddress.of(one(ADDRESSES)).orElseThrow(),
                random.nextInt(4) == 0 ? null : one(WORDS),
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(31_536_000)));
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
