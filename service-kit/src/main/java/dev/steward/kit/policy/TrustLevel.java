package dev.steward.kit.policy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a request is trusted, by its rounded score. */
public enum TrustLevel {
    NONE(20),
    LOW(40),
    MEDIUM(60),
    HIGH(80),
    FULL(Integer.MAX_VALUE);

    private final BigDecimal below;

    TrustLevel(int below) {
        this.below = BigDecimal.valueOf(below);
    }

    /** Wants a score that {@link TrustScore} has rounded. */
    static TrustLevel of(BigDecimal score) {
        return Arrays.stream(values())
                .filter(level -> score.compareTo(level.below) < 0)
                .findFirst()
                .orElseThrow();
    }

    public static Optional<TrustLevel> ofCode(String code) {
        return Arrays.stream(values())
                .filter(level -> level.code().equals(code))
                .findFirst();
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
