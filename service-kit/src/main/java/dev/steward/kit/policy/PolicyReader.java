package dev.steward.kit.policy;

import dev.steward.events.trust.PolicyConditions;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.events.trust.PolicyTimeWindow;
import dev.steward.kit.policy.Reading.Refused;
import dev.steward.kit.policy.Reading.Valid;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one policy as its author wrote it, and finds all that is wrong with it. */
public final class PolicyReader {

    private static final int MOST_ENTRIES = 64;
    private static final int MOST_CHARACTERS = 64;

    private final List<PolicyProblem> problems = new ArrayList<>();

    private PolicyReader() {}

    public static PolicyReading read(PolicyStateChanged written) {
        return new PolicyReader().policy(written);
    }

    private PolicyReading policy(PolicyStateChanged written) {
        ResourcePattern resource = value(ResourcePattern.read(written.resourcePattern()), "resource_pattern");
        Effect effect = effect(written.effect());
        TrustLevel level = level(written.requiredTrustLevel());
        Conditions conditions = conditions(written.conditions());
        words(written.actions(), "actions");
        words(written.requiredRoles(), "required_roles");
        if (written.actions().isEmpty()) {
            refuse("actions", "must not be empty; * is any");
        }
        if (written.version() < 1) {
            refuse("version", "must be from 1");
        }
        if (effect == Effect.DENY) {
            refuseChallenges(written);
        }
        if (resource == null || effect == null || !problems.isEmpty()) {
            return new PolicyReading.Refused(problems);
        }
        return new PolicyReading.Accepted(new Policy(
                written.policyId(),
                written.name(),
                written.version(),
                resource,
                Set.copyOf(written.actions()),
                Set.copyOf(written.requiredRoles()),
                level,
                conditions,
                effect));
    }

    private Conditions conditions(PolicyConditions written) {
        PolicyTimeWindow window = written.timeWindow();
        words(written.locations(), "conditions.locations");
        return new Conditions(
                written.mfaRequired(),
                compliance(written.deviceComplianceMin()),
                window == null ? null : value(TimeWindow.read(window), "conditions.time_window"),
                networks(written.networks()),
                Set.copyOf(written.locations()),
                age(written.maxPostureAge()));
    }

    private @Nullable Double compliance(@Nullable Double written) {
        if (written != null && !(written >= 0 && written <= 100)) {
            refuse("conditions.device_compliance_min", "must be a number from 0 to 100");
        }
        return written;
    }

    private List<Network> networks(List<String> written) {
        atMost(written, "conditions.networks");
        List<Network> networks = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            Network network = value(Network.read(written.get(i)), "conditions.networks[" + i + "]");
            if (network != null) {
                networks.add(network);
            }
        }
        return networks;
    }

    private @Nullable Duration age(@Nullable String written) {
        if (written == null) {
            return null;
        }
        try {
            Duration age = Duration.parse(written);
            if (age.isPositive()) {
                return age;
            }
        } catch (DateTimeException e) {
            // Refused below like one that is not positive.
        }
        refuse("conditions.max_posture_age", "must be a duration such as PT1H");
        return null;
    }

    private TrustLevel level(@Nullable String written) {
        if (written == null) {
            return TrustLevel.NONE;
        }
        return TrustLevel.ofCode(written).orElseGet(() -> {
            refuse("required_trust_level", "must be none, low, medium, high or full");
            return TrustLevel.NONE;
        });
    }

    private @Nullable Effect effect(String written) {
        return switch (written) {
            case "allow" -> Effect.ALLOW;
            case "deny" -> Effect.DENY;
            default -> {
                refuse("effect", "must be allow or deny");
                yield null;
            }
        };
    }

    /** Whoever met the challenge of a deny would be denied for it. */
    private void refuseChallenges(PolicyStateChanged written) {
        String message = "must not be asked for by a deny: it applies to whoever meets its conditions";
        if (level(written.requiredTrustLevel()) != TrustLevel.NONE) {
            refuse("required_trust_level", message);
        }
        if (written.conditions().mfaRequired()) {
            refuse("conditions.mfa_required", message);
        }
        if (written.conditions().maxPostureAge() != null) {
            refuse("conditions.max_posture_age", message);
        }
    }

    private void words(List<String> words, String field) {
        atMost(words, field);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.isBlank()
                    || word.length() > MOST_CHARACTERS
                    || !word.chars().allMatch(c -> c >= ' ' && c != 0x7f)) {
                refuse(field + "[" + i + "]", "must be 1 to " + MOST_CHARACTERS + " characters that can be printed");
            }
        }
    }

    private void atMost(List<String> entries, String field) {
        if (entries.size() > MOST_ENTRIES) {
            refuse(field, "must have at most " + MOST_ENTRIES + " entries");
        }
    }

    private <T> @Nullable T value(Reading<T> reading, String field) {
        return switch (reading) {
            case Valid<T>(T value) -> value;
            case Refused<T>(String reason) -> {
                refuse(field, reason);
                yield null;
            }
        };
    }

    private void refuse(String field, String message) {
        problems.add(new PolicyProblem(field, message));
    }
}
