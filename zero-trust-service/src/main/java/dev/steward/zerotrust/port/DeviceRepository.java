package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.Device;
import dev.steward.zerotrust.domain.DeviceReport;
import dev.steward.zerotrust.domain.OpaqueSecret;
import java.util.List;
import reactor.core.publisher.Mono;

/** The devices of users. Writes join the caller's transaction. */
public interface DeviceRepository {

    /** False when the user has as many as allowed, also when several are registered at once. */
    Mono<Boolean> register(Device device, OpaqueSecret credential, int most);

    Mono<Device> find(String id);

    /** Newest first. */
    Mono<List<Device>> list(String userId, long offset, int limit);

    Mono<Long> count(String userId);

    /** In the place of the last report; empty when the credential is not that of the device, or its user is disabled. */
    Mono<Reported> report(String id, OpaqueSecret credential, DeviceReport report);

    /** False when it is gone already. */
    Mono<Boolean> remove(String id);

    /**
     * What a report changed.
     *
     * @param wasCompliant by the report before; false when there was none
     * @param eventSequence counts the changes of compliance
     */
    record Reported(Device device, boolean wasCompliant, long eventSequence) {}
}
