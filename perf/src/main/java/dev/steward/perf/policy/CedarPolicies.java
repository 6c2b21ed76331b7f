package dev.steward.perf.policy;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationResponse;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.IpAddress;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import dev.steward.events.trust.PolicyConditions;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.events.trust.PolicyTimeWindow;
import dev.steward.kit.policy.DecisionRequest;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The same policies in Cedar's language, and requests in Cedar's terms: all that is asked about is in the context. */
final class CedarPolicies {

    private static final Set<Entity> NO_ENTITIES = Set.of();

    private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
    private final PolicySet policies;
    private final EntityTypeName actions = type("Action");
    private final EntityUID principal = type("User").of("somebody");
    private final EntityUID resource = type("Resource").of("something");

    private CedarPolicies(PolicySet policies) {
        this.policies = policies;
    }

    /** Read once and kept by Cedar, as it can be. */
    static CedarPolicies of(List<PolicyStateChanged> written) throws CacheException {
        Set<Policy> policies = new HashSet<>();
        written.forEach(policy -> policies.add(new Policy(text(policy), policy.policyId())));
        PolicySet set = new PolicySet(policies);
        set.cache();
        return new CedarPolicies(set);
    }

    boolean allows(AuthorizationRequest request) throws AuthException {
        AuthorizationResponse response = engine.isAuthorized(request, policies, NO_ENTITIES);
        var success = response.success.orElseThrow(() -> new IllegalStateException("Cedar failed: " + response));
        if (!success.getErrors().isEmpty()) {
            throw new IllegalStateException("Cedar could not evaluate: " + success.getErrors());
        }
        return success.isAllowed();
    }

    AuthorizationRequest request(DecisionRequest request) {
        Map<String, Value> context = new HashMap<>();
        String[] segments = request.resource().split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            context.put("s" + i, new PrimString(segments[i]));
        }
        context.put("segments", new PrimLong(segments.length));
        context.put("roles", strings(request.roles()));
        OffsetDateTime at = request.at().atOffset(ZoneOffset.UTC);
        context.put("second", new PrimLong(at.toLocalTime().toSecondOfDay()));
        context.put("day", day(at));
        context.put("yesterday", day(at.minusDays(1)));
        if (request.deviceCompliance() != null) {
            context.put("compliance", new PrimLong(Math.round(request.deviceCompliance())));
        }
        if (request.sourceAddress() != null) {
            context.put("ip", new IpAddress(dotted(request.sourceAddress())));
        }
        if (request.location() != null) {
            context.put("location", new PrimString(request.location()));
        }
        return new AuthorizationRequest(principal, actions.of(request.action()), resource, context);
    }

    private static String text(PolicyStateChanged policy) {
        List<String> conditions = new ArrayList<>();
        pattern(policy.resourcePattern(), conditions);
        if (!policy.requiredRoles().isEmpty()) {
            conditions.add("context.roles.containsAny(" + quoted(policy.requiredRoles()) + ")");
        }
        when(policy.conditions(), conditions);
        String action = policy.actions().contains("*")
                ? "action"
                : "action in ["
                        + policy.actions().stream()
                                .map(name -> "Action::\"" + name + "\"")
                                .collect(Collectors.joining(", "))
                        + "]";
        return (policy.effect().equals("allow") ? "permit" : "forbid") + " (principal, " + action
                + ", resource) when { " + String.join(" && ", conditions) + " };";
    }

    private static void pattern(String pattern, List<String> conditions) {
        List<String> segments = new ArrayList<>(List.of(pattern.split("/", -1)));
        boolean anyRest = segments.getLast().equals("**");
        if (anyRest) {
            segments.removeLast();
        }
        conditions.add("context.segments " + (anyRest ? ">= " : "== ") + segments.size());
        for (int i = 0; i < segments.size(); i++) {
            if (!segments.get(i).equals("*")) {
                conditions.add("context.s" + i + " == \"" + segments.get(i) + "\"");
            }
        }
    }

    private static void when(PolicyConditions conditions, List<String> texts) {
        if (conditions.mfaRequired() || conditions.maxPostureAge() != null) {
            throw new IllegalArgumentException("Cedar has no challenges");
        }
        if (conditions.deviceComplianceMin() != null) {
            texts.add("context has compliance && context.compliance >= "
                    + conditions.deviceComplianceMin().longValue());
        }
        if (!conditions.locations().isEmpty()) {
            texts.add("context has location && " + quoted(conditions.locations()) + ".contains(context.location)");
        }
        if (!conditions.networks().isEmpty()) {
            texts.add("context has ip && ("
                    + conditions.networks().stream()
                            .map(network -> "context.ip.isInRange(ip(\"" + network + "\"))")
                            .collect(Collectors.joining(" || "))
                    + ")");
        }
        if (conditions.timeWindow() != null) {
            texts.add(window(conditions.timeWindow()));
        }
    }

    private static String window(PolicyTimeWindow window) {
        int from = second(window.from());
        int to = second(window.to());
        String days = window.days().isEmpty() ? "" : quoted(window.days());
        String today = days.isEmpty() ? "" : " && " + days + ".contains(context.day)";
        if (from < to) {
            return "context.second >= " + from + " && context.second < " + to + today;
        }
        String yesterday = days.isEmpty() ? "" : " && " + days + ".contains(context.yesterday)";
        return "((context.second >= " + from + today + ") || (context.second < " + to + yesterday + "))";
    }

    private static int second(String time) {
        return Integer.parseInt(time.substring(0, 2)) * 3_600 + Integer.parseInt(time.substring(3)) * 60;
    }

    private static PrimString day(OffsetDateTime at) {
        return new PrimString(at.getDayOfWeek().name().toLowerCase(Locale.ROOT));
    }

    private static CedarList strings(Set<String> texts) {
        return new CedarList(texts.stream().<Value>map(PrimString::new).toList());
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(", ", "[", "]"));
    }

    private static String dotted(dev.steward.kit.policy.IpAddress address) {
        long bits = address.low() >>> 32;
        return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }

    private static EntityTypeName type(String name) {
        return EntityTypeName.parse(name).orElseThrow();
    }
}
