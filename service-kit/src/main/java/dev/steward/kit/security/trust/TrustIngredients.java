package dev.steward.kit.security.trust;

import dev.steward.events.trust.DeviceStateChanged;
import dev.steward.events.trust.UserTrustStateChanged;
import dev.steward.kit.policy.score.History;
import dev.steward.kit.policy.score.KnownNetwork;
import dev.steward.kit.policy.score.KnownPlace;
import dev.steward.kit.policy.score.KnownUser;
import dev.steward.kit.policy.score.PatchLevel;
import dev.steward.kit.policy.score.Place;
import dev.steward.kit.policy.score.Posture;
import dev.steward.kit.policy.score.UsualHours;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from entries what scores are made of. What this release does not understand counts as not known. */
final class TrustIngredients {

    private static final double MOST = 100;

    private TrustIngredients() {}

    static Optional<Posture> posture(DeviceStateChanged device) {
        return PatchLevel.parse(device.securityPatchLevel())
                .filter(_ -> device.complianceScore() <= MOST)
                .map(patched -> new Posture(
                        patched,
                        device.encrypted(),
                        device.firewallEnabled(),
                        device.antivirusEnabled(),
                        device.complianceScore(),
                        device.reportedAt()));
    }

    static KnownUser user(UserTrustStateChanged user) {
        var history = user.history();
        return new KnownUser(
                history == null ? null : new History(history.points(), history.asOf()),
                user.usualHours() == null ? null : hours(user.usualHours()),
                user.networks().stream()
                        .map(network -> new KnownNetwork(network.block(), network.since()))
                        .toList(),
                user.places().stream()
                        .map(place -> new KnownPlace(
                                new Place(place.name(), place.latitude(), place.longitude()),
                                place.firstSeenAt(),
                                place.lastSeenAt()))
                        .toList());
    }

    private static @Nullable UsualHours hours(UserTrustStateChanged.UsualHours hours) {
        try {
            return new UsualHours(ZoneId.of(hours.zone()), LocalTime.parse(hours.from()), LocalTime.parse(hours.to()));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
