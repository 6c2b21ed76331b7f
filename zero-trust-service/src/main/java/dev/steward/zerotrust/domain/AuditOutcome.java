package dev.steward.zerotrust.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of what somebody did or asked for. */
public enum AuditOutcome {
    SUCCESS,
    FAILURE,
    ALLOW,
    DENY,
    CHALLENGE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AuditOutcome> parse(String wireName) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.wireName().equals(wireName))
                .findFirst();
    }
}
