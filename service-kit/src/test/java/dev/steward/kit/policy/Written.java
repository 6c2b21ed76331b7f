package dev.steward.kit.policy;

import dev.steward.events.trust.PolicyConditions;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.events.trust.PolicyTimeWindow;
import java.time.Instant;
import java.util.List;

/** Policies as an author writes them. */
final class Written {

    private Written() {}

    static PolicyStateChanged policy(String id, String effect, String pattern, String level, PolicyConditions when) {
        return policy(id, effect, pattern, List.of("read"), List.of(), level, when);
    }

    static PolicyStateChanged policy(
            String id,
            String effect,
            String pattern,
            List<String> actions,
            List<String> roles,
            String level,
            PolicyConditions when) {
        return new PolicyStateChanged(id, "name", 3, pattern, actions, roles, level, when, effect, Instant.EPOCH);
    }

    static Policy read(PolicyStateChanged written) {
        return switch (PolicyReader.read(written)) {
            case PolicyReading.Accepted(Policy policy) -> policy;
            case PolicyReading.Refused(List<PolicyProblem> problems) -> throw new AssertionError(problems);
        };
    }

    static PolicyConditions mfa() {
        return new PolicyConditions(true, null, null, List.of(), List.of(), null);
    }

    static PolicyConditions compliance(double least) {
        return new PolicyConditions(false, least, null, List.of(), List.of(), null);
    }

    static PolicyConditions window(String zone, List<String> days, String from, String to) {
        var window = new PolicyTimeWindow(zone, days, from, to);
        return new PolicyConditions(false, null, window, List.of(), List.of(), null);
    }

    static PolicyConditions networks(String... networks) {
        return new PolicyConditions(false, null, null, List.of(networks), List.of(), null);
    }

    static PolicyConditions locations(String... locations) {
        return new PolicyConditions(false, null, null, List.of(), List.of(locations), null);
    }

    static PolicyConditions postureAge(String most) {
        return new PolicyConditions(false, null, null, List.of(), List.of(), most);
    }
}
