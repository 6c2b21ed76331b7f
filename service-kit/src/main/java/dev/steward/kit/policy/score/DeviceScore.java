package dev.steward.kit.policy.score;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a device is trusted. */
public record DeviceScore(TrustScoreSettings.Device settings) {

    /** Without a posture nothing is known of the device. */
    public ScorePart of(@Nullable Posture posture, Instant now) {
        if (posture == null) {
            return new ScorePart(List.of(new ScoreTerm("unknown_device", settings.unknown())));
        }
        var terms = new ArrayList<ScoreTerm>();
        terms.add(new ScoreTerm("compliance", settings.complianceWeight() * posture.complianceScore()));
        terms.add(points("encrypted", posture.encrypted(), settings.encrypted()));
        terms.add(points("firewall", posture.firewallEnabled(), settings.firewall()));
        terms.add(points("antivirus", posture.antivirusEnabled(), settings.antivirus()));
        terms.add(points("patched", posture.patched().isWithin(settings.patchedWithin(), now), settings.patched()));
        double stale = 1 - freshness(Duration.between(posture.reportedAt(), now));
        if (stale > 0) {
            double sum = terms.stream().mapToDouble(ScoreTerm::points).sum();
            terms.add(new ScoreTerm("posture_age", -stale * Math.min(sum, 100)));
        }
        return ScorePart.limited(terms);
    }

    /** 1 for a while, then falling in a straight line to 0. */
    private double freshness(Duration age) {
        double beyond = age.toMillis() - settings.fullFor().toMillis();
        double fall = settings.noneAfter().toMillis() - settings.fullFor().toMillis();
        return Math.clamp(1 - beyond / fall, 0.0, 1.0);
    }

    private static ScoreTerm points(String name, boolean given, double points) {
        return new ScoreTerm(name, given ? points : 0);
    }
}
