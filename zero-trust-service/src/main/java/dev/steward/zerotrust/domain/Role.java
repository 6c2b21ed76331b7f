package dev.steward.zerotrust.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A role of a user. {@code operator} and {@code admin} hold everywhere; {@code viewer} and {@code developer} permit something
 * only inside a project the user is a member of; {@code performance} permits nothing and is not counted by the gateway's
 * limits.
 */
public enum Role {
    VIEWER,
    DEVELOPER,
    PERFORMANCE,
    OPERATOR,
    ADMIN;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> parse(String wireName) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(wireName))
                .findFirst();
    }

    /** Whether the role can be given to a member of a project. */
    public boolean ofProject() {
        return this == VIEWER || this == DEVELOPER;
    }
}
