package dev.steward.zerotrust.adapter.access;

import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.score.Posture;
import dev.steward.kit.security.Caller;
import dev.steward.kit.security.access.CallerEvidence;
import dev.steward.kit.security.access.EvidenceSource;
import dev.steward.kit.security.access.RequestEvidence;
import dev.steward.zerotrust.domain.Device;
import dev.steward.zerotrust.port.DeviceRepository;
import dev.steward.zerotrust.port.KnownUserRepository;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** As every other process finds out how far a request is trusted, but from the records themselves. */
public final class StoredEvidence implements EvidenceSource {

    private final KnownUserRepository known;
    private final DeviceRepository devices;
    private final CallerEvidence evidence;

    public StoredEvidence(KnownUserRepository known, DeviceRepository devices, CallerEvidence evidence) {
        this.known = known;
        this.devices = devices;
        this.evidence = evidence;
    }

    @Override
    public Mono<RequestEvidence> of(Caller caller, @Nullable IpAddress from, Instant now) {
        return known.find(caller.userId())
                .zipWith(devices.findOwn(caller.userId(), caller.deviceId()).singleOptional())
                .map(found -> evidence.of(caller, found.getT1(), posture(found.getT2()), from, now));
    }

    private static @Nullable Posture posture(Optional<Device> device) {
        return device.map(Device::posture).orElse(null);
    }
}
