package dev.steward.kit.policy.score;

import java.time.Duration;
import java.time.Instant;

/** What a user's failures have left of 100 points; it heals by the hour. */
public record History(double value, Instant asOf) {

    private static final double BEST = 100;

    public static History clean(Instant now) {
        return new History(BEST, now);
    }

    public double at(Instant now, TrustScoreSettings.User settings) {
        double hours = Math.max(0, Duration.between(asOf, now).toMillis()) / 3_600_000.0;
        return Math.clamp(value + hours * settings.historyPerHour(), 0.0, BEST);
    }

    public History less(double points, Instant now, TrustScoreSettings.User settings) {
        return new History(Math.max(0, at(now, settings) - points), now.isAfter(asOf) ? now : asOf);
    }
}
