package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.idempotency.OneTimeSecret;
import dev.steward.zerotrust.application.DeviceService.Registration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device that was just registered.
 *
 * @param credential what the device proves itself by when it reports; shown once
 */
record RegisteredDeviceView(
        String id,
        String userId,
        String name,
        Instant registeredAt,
        @Nullable @OneTimeSecret String credential,
        boolean secretAvailable) {

    static RegisteredDeviceView from(Registration registration) {
        var device = registration.device();
        return new RegisteredDeviceView(
                device.id(),
                device.userId(),
                device.name(),
                device.registeredAt(),
                registration.credential().value(),
                true);
    }

    @Override
    public String toString() {
        return "RegisteredDeviceView[" + id + "]";
    }
}
