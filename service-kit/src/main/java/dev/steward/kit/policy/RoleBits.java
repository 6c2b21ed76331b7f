package dev.steward.kit.policy;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Numbers the roles that policies name, so that sets of them are compared bit by bit. */
final class RoleBits {

    static final long[] NONE = {};

    private final Map<String, Integer> numbers = new HashMap<>();
    private final int words;

    RoleBits(Collection<Policy> policies) {
        for (Policy policy : policies) {
            for (String role : policy.requiredRoles()) {
                numbers.putIfAbsent(role, numbers.size());
            }
        }
        words = (numbers.size() + Long.SIZE - 1) / Long.SIZE;
    }

    /** Without roles that no policy names. */
    long[] of(Set<String> roles) {
        if (words == 0) {
            return NONE;
        }
        long[] bits = new long[words];
        for (String role : roles) {
            Integer number = numbers.get(role);
            if (number != null) {
                bits[number / Long.SIZE] |= 1L << number;
            }
        }
        return bits;
    }

    static boolean intersect(long[] some, long[] others) {
        for (int i = 0; i < some.length; i++) {
            if ((some[i] & others[i]) != 0) {
                return true;
            }
        }
        return false;
    }
}
