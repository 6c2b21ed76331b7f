package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.Conditions;
import dev.steward.kit.policy.Network;
import dev.steward.kit.policy.Policy;
import dev.steward.kit.policy.TimeWindow;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what two policies apply to. Whoever has one role can have another, so roles keep no two apart. */
final class PolicyOverlap {

    private static final String ANY_ACTION = "*";
    private static final int DAY = 86_400;
    private static final int WEEK = 7 * DAY;

    private PolicyOverlap() {}

    /** Whether both could apply to one request; windows of different zones are taken to meet. */
    static boolean canBothApply(Policy one, Policy other) {
        Conditions a = one.conditions();
        Conditions b = other.conditions();
        return one.resource().overlaps(other.resource())
                && (isAny(one) || isAny(other) || !Collections.disjoint(one.actions(), other.actions()))
                && (a.locations().isEmpty()
                        || b.locations().isEmpty()
                        || !Collections.disjoint(a.locations(), b.locations()))
                && meet(a.networks(), b.networks())
                && meet(a.timeWindow(), b.timeWindow());
    }

    /** Whether a deny applies wherever an allow does, as far as can be told from them alone. */
    static boolean covers(Policy deny, Policy allow) {
        Conditions wide = deny.conditions();
        Conditions narrow = allow.conditions();
        return deny.resource().covers(allow.resource())
                && (isAny(deny) || deny.actions().containsAll(allow.actions()))
                && (deny.requiredRoles().isEmpty()
                        || (!allow.requiredRoles().isEmpty()
                                && deny.requiredRoles().containsAll(allow.requiredRoles())))
                && covers(wide.deviceComplianceMin(), narrow.deviceComplianceMin())
                && (wide.timeWindow() == null || wide.timeWindow().equals(narrow.timeWindow()))
                && covers(wide.locations(), narrow.locations())
                && covers(wide.networks(), narrow.networks());
    }

    private static boolean isAny(Policy policy) {
        return policy.actions().contains(ANY_ACTION);
    }

    private static boolean covers(@Nullable Double wide, @Nullable Double narrow) {
        return wide == null || (narrow != null && wide <= narrow);
    }

    private static boolean covers(Set<String> wide, Set<String> narrow) {
        return wide.isEmpty() || (!narrow.isEmpty() && wide.containsAll(narrow));
    }

    private static boolean covers(List<Network> wide, List<Network> narrow) {
        return wide.isEmpty()
                || (!narrow.isEmpty()
                        && narrow.stream().allMatch(inner -> wide.stream()
                                .anyMatch(outer -> outer.bits() <= inner.bits() && outer.contains(inner.first()))));
    }

    private static boolean meet(List<Network> one, List<Network> other) {
        return one.isEmpty()
                || other.isEmpty()
                || one.stream()
                        .anyMatch(a -> other.stream().anyMatch(b -> a.contains(b.first()) || b.contains(a.first())));
    }

    private static boolean meet(@Nullable TimeWindow one, @Nullable TimeWindow other) {
        if (one == null || other == null || !one.zone().equals(other.zone())) {
            return true;
        }
        List<Span> spans = spans(other);
        return spans(one).stream().anyMatch(a -> spans.stream().anyMatch(a::meets));
    }

    /** Seconds of a week. */
    private record Span(int from, int to) {

        boolean meets(Span other) {
            return from < other.to && other.from < to;
        }
    }

    private static List<Span> spans(TimeWindow window) {
        List<Span> spans = new ArrayList<>();
        for (DayOfWeek day : window.days()) {
            int start = (day.getValue() - 1) * DAY + window.from();
            int end = (day.getValue() - 1) * DAY + window.to() + (window.from() < window.to() ? 0 : DAY);
            spans.add(new Span(start, Math.min(end, WEEK)));
            if (end > WEEK) {
                spans.add(new Span(0, end - WEEK));
            }
        }
        return spans;
    }
}
