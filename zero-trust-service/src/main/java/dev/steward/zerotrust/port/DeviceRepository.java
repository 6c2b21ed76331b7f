package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.Device;
import dev.steward.zerotrust.domain.DeviceEntry;
import dev.steward.zerotrust.domain.DeviceReport;
import dev.steward.zerotrust.domain.OpaqueSecret;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The devices of users. Writes join the caller's transaction. */
public interface DeviceRepository {

    /** False when the user has as many as allowed, also when several are registered at once. */
    Mono<Boolean> register(Device device, OpaqueSecret credential, int most);

    Mono<Device> find(String id);

    /** Empty when it is a device of somebody else: whoever asks may name any, and only one of the user's own speaks for them. */
    default Mono<Device> findOwn(String userId, @Nullable String id) {
        return Mono.justOrEmpty(id).flatMap(this::find).filter(device -> device.userId()
                .equals(userId));
    }

    /** Newest first. */
    Mono<List<Device>> list(String userId, long offset, int limit);

    Mono<Long> count(String userId);

    /** In the place of the last report; empty when the credential is not that of the device, or its user is disabled. */
    Mono<Reported> report(String id, OpaqueSecret credential, DeviceReport report);

    /** Empty when it is gone already. */
    Mono<DeviceEntry> remove(String id);

    /** All that a user has. */
    Mono<List<DeviceEntry>> removeAll(String userId);

    /**
     * The next devices that have reported, in the order of their ids, locked against change until the transaction ends.
     * Starts from {@code ""}.
     */
    Mono<List<DeviceEntry>> lockReportedAfter(String lastId, int limit);

    /**
     * What a report changed.
     *
     * @param wasCompliant by the report before; false when there was none
     * @param eventSequence counts the changes of compliance
     * @param entry what it became for readers of trust state
     */
    record Reported(Device device, boolean wasCompliant, long eventSequence, DeviceEntry entry) {}
}
