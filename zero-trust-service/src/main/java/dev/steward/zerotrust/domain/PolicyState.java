package dev.steward.zerotrust.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a policy has come. */
public enum PolicyState {
    DRAFT,
    /** Some version is in dry run and none is active. */
    DRY_RUN,
    /** Some version decides; another may be in dry run. */
    ACTIVE,
    /** Some version decided once. */
    INACTIVE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<PolicyState> parse(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(wireName))
                .findFirst();
    }
}
