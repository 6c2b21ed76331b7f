package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.kit.policy.score.PatchLevel;
import dev.steward.kit.policy.score.Posture;
import dev.steward.zerotrust.domain.Device;
import dev.steward.zerotrust.domain.DeviceEntry;
import dev.steward.zerotrust.domain.DeviceReport;
import dev.steward.zerotrust.domain.OpaqueSecret;
import dev.steward.zerotrust.port.DeviceRepository;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

public final class PostgresDeviceRepository implements DeviceRepository {

    private final DatabaseClient database;

    public PostgresDeviceRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Boolean> register(Device device, OpaqueSecret credential, int most) {
        // The row of the user keeps others from counting at the same time; a device does not change it.
        return database.sql("select 1 from users where id = :user_id for no key update")
                .bind("user_id", UUID.fromString(device.userId()))
                .then()
                .then(database.sql("""
                                insert into devices (id, user_id, name, credential_hash, registered_at)
                                select :id, :user_id, :name, :credential_hash, :registered_at
                                where (select count(*) from devices where user_id = :user_id) < :most
                                """)
                        .bind("id", UUID.fromString(device.id()))
                        .bind("user_id", UUID.fromString(device.userId()))
                        .bind("name", device.name())
                        .bind("credential_hash", credential.hash())
                        .bind("registered_at", device.registeredAt())
                        .bind("most", most)
                        .fetch()
                        .rowsUpdated())
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Device> find(String id) {
        return Mono.justOrEmpty(Ids.parse(id)).flatMap(uuid -> database.sql("select * from devices where id = :id")
                .bind("id", uuid)
                .map(PostgresDeviceRepository::device)
                .one());
    }

    @Override
    public Mono<List<Device>> list(String userId, long offset, int limit) {
        return Mono.justOrEmpty(Ids.parse(userId))
                .flatMapMany(uuid -> database.sql("""
                                select * from devices
                                where user_id = :user_id
                                order by id desc
                                offset :offset limit :limit
                                """)
                        .bind("user_id", uuid)
                        .bind("offset", offset)
                        .bind("limit", limit)
                        .map(PostgresDeviceRepository::device)
                        .all())
                .collectList();
    }

    @Override
    public Mono<Long> count(String userId) {
        return Mono.justOrEmpty(Ids.parse(userId))
                .flatMap(uuid -> database.sql("select count(*) from devices where user_id = :user_id")
                        .bind("user_id", uuid)
                        .mapValue(Long.class)
                        .one())
                .defaultIfEmpty(0L);
    }

    @Override
    public Mono<Reported> report(String id, OpaqueSecret credential, DeviceReport report) {
        var posture = report.posture();
        return Mono.justOrEmpty(Ids.parse(id)).flatMap(uuid -> database.sql("""
                        with before as (
                            select d.id, d.compliant
                            from devices d
                            join users u on u.id = d.user_id
                            where d.id = :id and d.credential_hash = :credential_hash and not u.disabled
                            for no key update of d
                        )
                        update devices d
                        set os = :os,
                            os_version = :os_version,
                            security_patch_level = :security_patch_level,
                            encrypted = :encrypted,
                            firewall_enabled = :firewall_enabled,
                            antivirus_enabled = :antivirus_enabled,
                            compliance_score = :compliance_score,
                            reported_at = :reported_at,
                            compliant = :compliant,
                            state_sequence = d.state_sequence + 1,
                            event_sequence = d.event_sequence + (b.compliant <> :compliant)::int
                        from before b
                        where d.id = b.id
                        returning d.*, b.compliant as was_compliant
                        """)
                .bind("id", uuid)
                .bind("credential_hash", credential.hash())
                .bind("os", report.os())
                .bind("os_version", report.osVersion())
                .bind("security_patch_level", posture.patched().toString())
                .bind("encrypted", posture.encrypted())
                .bind("firewall_enabled", posture.firewallEnabled())
                .bind("antivirus_enabled", posture.antivirusEnabled())
                .bind("compliance_score", posture.complianceScore())
                .bind("reported_at", posture.reportedAt())
                .bind("compliant", report.compliant())
                .map(row -> new Reported(
                        device(row),
                        requireNonNull(row.get("was_compliant", Boolean.class)),
                        requireNonNull(row.get("event_sequence", Long.class)),
                        entry(row)))
                .one());
    }

    @Override
    public Mono<DeviceEntry> remove(String id) {
        return Mono.justOrEmpty(Ids.parse(id))
                .flatMap(uuid -> database.sql("delete from devices where id = :id returning id, state_sequence")
                        .bind("id", uuid)
                        .map(PostgresDeviceRepository::removed)
                        .one());
    }

    @Override
    public Mono<List<DeviceEntry>> removeAll(String userId) {
        // In one order, or a publication that locks them too could wait for this one.
        return database.sql("""
                        with gone as (
                            select id from devices where user_id = :user_id order by id for update
                        )
                        delete from devices d using gone where d.id = gone.id returning d.id, d.state_sequence
                        """)
                .bind("user_id", UUID.fromString(userId))
                .map(PostgresDeviceRepository::removed)
                .all()
                .collectList();
    }

    @Override
    public Mono<List<DeviceEntry>> lockReportedAfter(String lastId, int limit) {
        return database.sql("""
                        select * from devices
                        where id > :last_id and reported_at is not null
                        order by id
                        limit :limit
                        for share
                        """)
                .bind("last_id", Ids.parse(lastId).orElse(Ids.NONE))
                .bind("limit", limit)
                .map(PostgresDeviceRepository::entry)
                .all()
                .collectList();
    }

    private static DeviceEntry entry(Readable row) {
        Device device = device(row);
        return DeviceEntry.of(device.id(), device.userId(), requireNonNull(device.report()), sequence(row));
    }

    private static DeviceEntry removed(Readable row) {
        return DeviceEntry.removed(requireNonNull(row.get("id", UUID.class)).toString(), sequence(row) + 1);
    }

    private static long sequence(Readable row) {
        return requireNonNull(row.get("state_sequence", Long.class));
    }

    private static Device device(Readable row) {
        return new Device(
                requireNonNull(row.get("id", UUID.class)).toString(),
                requireNonNull(row.get("user_id", UUID.class)).toString(),
                requireNonNull(row.get("name", String.class)),
                requireNonNull(row.get("registered_at", Instant.class)),
                report(row));
    }

    private static @Nullable DeviceReport report(Readable row) {
        Instant reportedAt = row.get("reported_at", Instant.class);
        if (reportedAt == null) {
            return null;
        }
        return new DeviceReport(
                requireNonNull(row.get("os", String.class)),
                requireNonNull(row.get("os_version", String.class)),
                new Posture(
                        PatchLevel.parse(requireNonNull(row.get("security_patch_level", String.class)))
                                .orElseThrow(),
                        requireNonNull(row.get("encrypted", Boolean.class)),
                        requireNonNull(row.get("firewall_enabled", Boolean.class)),
                        requireNonNull(row.get("antivirus_enabled", Boolean.class)),
                        requireNonNull(row.get("compliance_score", Double.class)),
                        reportedAt),
                requireNonNull(row.get("compliant", Boolean.class)));
    }
}
