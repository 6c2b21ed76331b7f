package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.score.Posture;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device of a user.
 *
 * @param report absent until the device has reported
 */
public record Device(
        String id,
        String userId,
        String name,
        Instant registeredAt,
        @Nullable DeviceReport report) {

    /** Before any report nothing is known of it. */
    public static Device registered(String id, String userId, String name, Instant now) {
        return new Device(id, userId, name, now, null);
    }

    /** What it says about itself; null before its first report. */
    public @Nullable Posture posture() {
        return report == null ? null : report.posture();
    }
}
