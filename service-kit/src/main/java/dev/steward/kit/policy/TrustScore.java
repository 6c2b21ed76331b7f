package dev.steward.kit.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The trust in a device, a user and a context, each from 0 to 100, and what they come to. */
public record TrustScore(double deviceTrust, double userTrust, double contextTrust) {

    private static final BigDecimal DEVICE = new BigDecimal("0.35");
    private static final BigDecimal USER = new BigDecimal("0.40");
    private static final BigDecimal CONTEXT = new BigDecimal("0.25");

    public TrustScore {
        require(deviceTrust, "device_trust");
        require(userTrust, "user_trust");
        require(contextTrust, "context_trust");
    }

    /** Weighted, then rounded half up to two decimals; in decimal arithmetic, where 25.245 is no 25.24499. */
    public BigDecimal overall() {
        return BigDecimal.valueOf(deviceTrust)
                .multiply(DEVICE)
                .add(BigDecimal.valueOf(userTrust).multiply(USER))
                .add(BigDecimal.valueOf(contextTrust).multiply(CONTEXT))
                .setScale(2, RoundingMode.HALF_UP);
    }

    public TrustLevel level() {
        return TrustLevel.of(overall());
    }

    private static void require(double value, String field) {
        if (!(value >= 0 && value <= 100)) {
            throw new IllegalArgumentException(field + " must be a number from 0 to 100, not " + value);
        }
    }
}
