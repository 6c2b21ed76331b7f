package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.Device;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device of a user.
 *
 * @param posture absent until the device has reported
 */
record DeviceView(
        String id,
        String userId,
        String name,
        Instant registeredAt,
        @Nullable PostureView posture) {

    static DeviceView from(Device device) {
        var report = device.report();
        return new DeviceView(
                device.id(),
                device.userId(),
                device.name(),
                device.registeredAt(),
                report == null ? null : PostureView.from(report));
    }
}
