package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.DeviceReport;
import java.time.Instant;

/** What a device said last about itself. */
record PostureView(
        String os,
        String osVersion,
        String securityPatchLevel,
        boolean encrypted,
        boolean firewallEnabled,
        boolean antivirusEnabled,
        double complianceScore,
        boolean compliant,
        Instant reportedAt) {

    static PostureView from(DeviceReport report) {
        var posture = report.posture();
        return new PostureView(
                report.os(),
                report.osVersion(),
                posture.patched().toString(),
                posture.encrypted(),
                posture.firewallEnabled(),
                posture.antivirusEnabled(),
                posture.complianceScore(),
                report.compliant(),
                posture.reportedAt());
    }
}
