package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.policy.score.Posture;
import dev.steward.zerotrust.domain.Device;
import dev.steward.zerotrust.domain.Presence;
import dev.steward.zerotrust.domain.TrustIngredients;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says in words what the terms of a score came from. */
final class TrustTermSources {

    private static final String LIMITED = "no part has more than 100, or less than 0";

    private final TrustIngredients known;

    TrustTermSources(TrustIngredients known) {
        this.known = known;
    }

    String ofDevice(String term) {
        Presence presence = known.presence();
        Device device = presence == null ? null : presence.device();
        Posture posture = presence == null ? null : presence.posture();
        if (device == null) {
            return "no device of the user is known in the login session";
        }
        if (posture == null) {
            return "device " + device.id() + " never reported";
        }
        return switch (term) {
            case "compliance" -> "compliance_score " + posture.complianceScore() + " of device " + device.id();
            case "encrypted" -> "encrypted " + posture.encrypted();
            case "firewall" -> "firewall_enabled " + posture.firewallEnabled();
            case "antivirus" -> "antivirus_enabled " + posture.antivirusEnabled();
            case "patched" -> "security_patch_level " + posture.patched();
            case "posture_age" -> "reported at " + posture.reportedAt();
            default -> LIMITED;
        };
    }

    String ofUser(String term) {
        Presence presence = known.presence();
        Instant mfaAt = presence == null ? null : presence.mfaAt();
        return switch (term) {
            case "base" -> "every user";
            case "mfa" ->
                mfaAt == null ? "no second factor in the login session" : "second factor presented at " + mfaAt;
            case "recent_authentication" ->
                presence == null ? "not logged in" : "authenticated at " + presence.provedAt();
            case "history" ->
                known.history().value() + " of 100 at " + known.history().asOf();
            default -> LIMITED;
        };
    }

    String ofContext(String term) {
        Presence presence = known.presence();
        return switch (term) {
            case "location" -> location(presence);
            case "time" -> {
                var hours = known.usualHours();
                yield "usual hours " + hours.from() + " to " + hours.to() + " " + hours.zone();
            }
            case "network" -> network(presence);
            default -> LIMITED;
        };
    }

    private static String location(@Nullable Presence presence) {
        return presence == null || presence.place() == null
                ? "no place is known"
                : "logged in at " + presence.place().name();
    }

    private static String network(@Nullable Presence presence) {
        if (presence == null || presence.network() == null) {
            return "no network is known";
        }
        return presence.knownNetwork()
                ? presence.network() + " is known since " + presence.networkSince()
                : presence.network() + " was not seen before this login";
    }
}
