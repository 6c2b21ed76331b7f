package dev.steward.zerotrust.domain;

import java.util.Optional;

/** A password a user may choose; what somebody types at login is compared whatever its length. */
public record Password(String value) {

    public static final int SHORTEST = 12;
    public static final int LONGEST = 128;
    public static final String RULE =
            "must have " + SHORTEST + " to " + LONGEST + " characters and not be a common one";

    public Password {
        if (!acceptable(value)) {
            throw new IllegalArgumentException("A password " + RULE + ".");
        }
    }

    /** Absent when it breaks the rule. */
    public static Optional<Password> parse(String chosen) {
        return acceptable(chosen) ? Optional.of(new Password(chosen)) : Optional.empty();
    }

    private static boolean acceptable(String value) {
        int characters = value.codePointCount(0, value.length());
        return characters >= SHORTEST && characters <= LONGEST && !CommonPasswords.contains(value);
    }

    @Override
    public String toString() {
        return "Password[redacted]";
    }
}
