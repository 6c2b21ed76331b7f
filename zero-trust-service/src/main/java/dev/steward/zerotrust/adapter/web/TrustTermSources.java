package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.policy.score.KnownNetwork;
import dev.steward.kit.policy.score.Place;
import dev.steward.kit.policy.score.Posture;
import dev.steward.zerotrust.domain.Device;
import dev.steward.zerotrust.domain.TrustAssessment;

/** Says in words what the terms of a score came from. */
final class TrustTermSources {

    private static final String LIMITED = "no part has more than 100, or less than 0";

    private final TrustAssessment assessment;

    TrustTermSources(TrustAssessment assessment) {
        this.assessment = assessment;
    }

    String ofDevice(String term) {
        Device device = assessment.known().device();
        if (device == null) {
            return "no device of the user is known in the login session";
        }
        Posture posture = device.posture();
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
        var login = assessment.known().facts().login();
        return switch (term) {
            case "base" -> "every user";
            case "mfa" ->
                login == null || login.mfaAt() == null
                        ? "no second factor in the login session"
                        : "second factor presented at " + login.mfaAt();
            case "recent_authentication" -> login == null ? "not logged in" : "authenticated at " + login.latest();
            case "history" -> {
                var history = assessment.parts().history();
                yield history.value() + " of 100 at " + history.asOf();
            }
            default -> LIMITED;
        };
    }

    String ofContext(String term) {
        return switch (term) {
            case "location" -> location();
            case "time" -> {
                var hours = assessment.parts().usualHours();
                yield "usual hours " + hours.from() + " to " + hours.to() + " " + hours.zone();
            }
            case "network" -> network();
            default -> LIMITED;
        };
    }

    private String location() {
        Place place = assessment.parts().place();
        return place == null ? "no place is known" : "logged in at " + place.name();
    }

    private String network() {
        var facts = assessment.known().facts();
        if (facts.address() == null) {
            return "no network is known";
        }
        String block = KnownNetwork.blockOf(facts.address());
        var since = facts.networkSince();
        return since == null ? block + " was not seen before this login" : block + " is known since " + since;
    }
}
