package dev.steward.gateway.status;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/** How well something does, the best first. */
enum Health {
    UP,
    DEGRADED,
    DOWN;

    private static final Set<String> READY = Set.of("up", "degraded");

    /** What a probe says of itself; anything but these two is no state to send requests to. */
    static Health of(String told) {
        String plain = told.toLowerCase(Locale.ROOT);
        return READY.contains(plain) ? valueOf(plain.toUpperCase(Locale.ROOT)) : DOWN;
    }

    /** Of something that needs one of these: well only if all are. */
    static Health ofInstances(Collection<Health> instances) {
        if (instances.isEmpty() || instances.stream().allMatch(each -> each == DOWN)) {
            return DOWN;
        }
        return instances.stream().allMatch(each -> each == UP) ? UP : DEGRADED;
    }

    /** Of something that needs all of these. */
    static Health ofParts(Collection<Health> parts) {
        return parts.stream().max(Health::compareTo).orElse(DOWN);
    }
}
