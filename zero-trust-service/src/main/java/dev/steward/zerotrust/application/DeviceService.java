package dev.steward.zerotrust.application;

import dev.steward.events.UuidV7;
import dev.steward.events.trust.DeviceComplianceChanged;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.policy.score.Posture;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.Device;
import dev.steward.zerotrust.domain.DeviceReport;
import dev.steward.zerotrust.domain.OpaqueSecret;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.DeviceRepository;
import dev.steward.zerotrust.port.DeviceRepository.Reported;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Keeps the devices of users, and what they say about themselves. */
public class DeviceService {

    /** As many as anybody uses; a list without an end is a way to fill a disk. */
    public static final int MOST = 50;

    private final DeviceRepository devices;
    private final TrustEvidence evidence;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final double compliantFrom;
    private final SecureRandom random = new SecureRandom();

    public DeviceService(
            DeviceRepository devices,
            TrustEvidence evidence,
            Outbox outbox,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock,
            double compliantFrom) {
        this.devices = devices;
        this.evidence = evidence;
        this.outbox = outbox;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.compliantFrom = compliantFrom;
    }

    /** A device with the credential it proves itself by. */
    public record Registration(Device device, OpaqueSecret credential) {}

    /** Empty when the user has {@link #MOST}. */
    public Mono<Registration> register(String userId, String name) {
        return Mono.defer(() -> {
            var device = Device.registered(UuidV7.next(clock), userId, name, clock.instant());
            var credential = OpaqueSecret.random(random);
            return devices.register(device, credential, MOST)
                    .filter(registered -> registered)
                    .delayUntil(_ -> audit.record(changed("device.registered", device.id(), Map.of("user_id", userId))))
                    .map(_ -> new Registration(device, credential))
                    .as(transaction::transactional);
        });
    }

    public Mono<Device> find(String id) {
        return devices.find(id);
    }

    public Mono<List<Device>> list(String userId, long offset, int limit) {
        return devices.list(userId, offset, limit);
    }

    public Mono<Long> count(String userId) {
        return devices.count(userId);
    }

    /** False when there is none. */
    public Mono<Boolean> remove(Device device) {
        return devices.remove(device.id())
                .delayUntil(entry -> evidence.changed(device.userId())
                        .then(outbox.append(TrustEntries.of(entry)))
                        .then(audit.record(changed("device.removed", device.id(), Map.of()))))
                .hasElement()
                .as(transaction::transactional);
    }

    /** Empty when the credential is not that of the device. */
    public Mono<Device> report(String id, OpaqueSecret credential, String os, String osVersion, Posture posture) {
        var report = DeviceReport.of(os, osVersion, posture, compliantFrom);
        return devices.report(id, credential, report)
                .delayUntil(reported -> reported.wasCompliant() == report.compliant() ? Mono.empty() : tell(reported))
                .delayUntil(reported -> outbox.append(TrustEntries.of(reported.entry()))
                        .then(evidence.changed(reported.device().userId())))
                .map(Reported::device)
                .as(transaction::transactional);
    }

    private static AuditEntry changed(String action, String id, Map<String, Object> detail) {
        return AuditEntry.change(action, "device", id, null, detail);
    }

    private Mono<Void> tell(Reported reported) {
        var device = reported.device();
        var event = new DeviceComplianceChanged(
                DeviceComplianceChanged.CAEP,
                device.userId(),
                device.id(),
                status(reported.wasCompliant()),
                status(!reported.wasCompliant()),
                "system",
                clock.instant().getEpochSecond());
        return outbox.append(new OutboxEvent("device", device.id(), reported.eventSequence(), null, event));
    }

    private static String status(boolean compliant) {
        return compliant ? "compliant" : "not-compliant";
    }
}
