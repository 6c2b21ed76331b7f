package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.Device;
import dev.steward.zerotrust.domain.DeviceEntry;
import dev.steward.zerotrust.domain.DeviceReport;
import dev.steward.zerotrust.domain.OpaqueSecret;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public class FakeDeviceRepository implements DeviceRepository {

    private final UserRepository users;
    private final Map<String, Row> rows = new ConcurrentHashMap<>();

    private record Row(
            Device device, OpaqueSecret credential, boolean compliant, long eventSequence, long stateSequence) {}

    public FakeDeviceRepository(UserRepository users) {
        this.users = users;
    }

    @Override
    public Mono<Boolean> register(Device device, OpaqueSecret credential, int most) {
        return Mono.fromSupplier(() -> {
            if (of(device.userId()).count() >= most) {
                return false;
            }
            rows.put(device.id(), new Row(device, credential, false, 0, 1));
            return true;
        });
    }

    @Override
    public Mono<Device> find(String id) {
        return Mono.fromSupplier(() -> rows.get(id)).map(Row::device);
    }

    @Override
    public Mono<List<Device>> list(String userId, long offset, int limit) {
        return Mono.fromSupplier(() -> of(userId)
                .sorted(Comparator.comparing(Device::id).reversed())
                .skip(offset)
                .limit(limit)
                .toList());
    }

    @Override
    public Mono<Long> count(String userId) {
        return Mono.fromSupplier(() -> of(userId).count());
    }

    @Override
    public Mono<Reported> report(String id, OpaqueSecret credential, DeviceReport report) {
        return Mono.fromSupplier(() -> rows.get(id))
                .filter(row -> row.credential().equals(credential))
                .filterWhen(row -> users.find(row.device().userId()).map(user -> !user.disabled()))
                .map(before -> {
                    Device known = before.device();
                    Device device = new Device(known.id(), known.userId(), known.name(), known.registeredAt(), report);
                    long sequence = before.eventSequence() + (before.compliant() == report.compliant() ? 0 : 1);
                    Row after = new Row(device, credential, report.compliant(), sequence, before.stateSequence() + 1);
                    rows.put(id, after);
                    return new Reported(device, before.compliant(), sequence, entry(after));
                });
    }

    @Override
    public Mono<DeviceEntry> remove(String id) {
        return Mono.fromSupplier(() -> rows.remove(id)).map(row -> DeviceEntry.removed(id, row.stateSequence() + 1));
    }

    @Override
    public Mono<List<DeviceEntry>> removeAll(String userId) {
        return Flux.fromIterable(of(userId).toList())
                .map(Device::id)
                .concatMap(this::remove)
                .collectList();
    }

    @Override
    public Mono<List<DeviceEntry>> lockReportedAfter(String lastId, int limit) {
        return Mono.fromSupplier(() -> rows.values().stream()
                .filter(row ->
                        row.device().report() != null && row.device().id().compareTo(lastId) > 0)
                .sorted(Comparator.comparing(row -> row.device().id()))
                .limit(limit)
                .map(FakeDeviceRepository::entry)
                .toList());
    }

    private static DeviceEntry entry(Row row) {
        Device device = row.device();
        return DeviceEntry.of(device.id(), device.userId(), device.report(), row.stateSequence());
    }

    private Stream<Device> of(String userId) {
        return rows.values().stream().map(Row::device).filter(device -> device.userId()
                .equals(userId));
    }
}
