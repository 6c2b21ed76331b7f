package dev.steward.zerotrust.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.UuidV7;
import dev.steward.kit.policy.score.PatchLevel;
import dev.steward.kit.policy.score.Posture;
import dev.steward.zerotrust.domain.Device;
import dev.steward.zerotrust.domain.DeviceEntry;
import dev.steward.zerotrust.domain.DeviceReport;
import dev.steward.zerotrust.domain.OpaqueSecret;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserChange;
import dev.steward.zerotrust.port.DeviceRepository.Reported;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link DeviceRepository} does. */
public interface DeviceRepositoryContract {

    int MOST = 2;

    UserRepository users();

    DeviceRepository devices();

    @Test
    default void registeredDeviceIsFoundAsItWas() {
        Device device = registered(owner());

        assertThat(devices().find(device.id()).block()).isEqualTo(device);
        assertThat(devices().find("no-uuid").blockOptional()).isEmpty();
    }

    @Test
    default void listsTheNewestFirstAndOnlyTheUsersOwn() {
        String ada = owner();
        List<Device> newestFirst = Stream.of(registered(ada), registered(ada))
                .sorted(Comparator.comparing(Device::id).reversed())
                .toList();
        registered(owner());

        assertThat(devices().list(ada, 0, 10).block()).isEqualTo(newestFirst);
        assertThat(devices().list(ada, 1, 10).block()).containsExactly(newestFirst.getLast());
        assertThat(devices().count(ada).block()).isEqualTo(2);
        assertThat(devices().list("no-uuid", 0, 10).block()).isEmpty();
        assertThat(devices().count("no-uuid").block()).isZero();
    }

    @Test
    default void userHasAsManyAsAllowed() {
        String ada = owner();
        registered(ada);
        registered(ada);

        assertThat(devices().register(device(ada), credential(), MOST).block()).isFalse();
        assertThat(devices().count(ada).block()).isEqualTo(2);
    }

    @Test
    default void reportTakesThePlaceOfTheOneBefore() {
        Device device = device(owner());
        OpaqueSecret credential = credential();
        devices().register(device, credential, MOST).block();

        assertThat(devices().report(device.id(), credential, report(79)).block())
                .isEqualTo(reported(device, 79, false, 0, 2));
        assertThat(devices().report(device.id(), credential, report(80)).block())
                .isEqualTo(reported(device, 80, false, 1, 3));
        assertThat(devices().report(device.id(), credential, report(90)).block())
                .isEqualTo(reported(device, 90, true, 1, 4));
        assertThat(devices().report(device.id(), credential, report(0)).block())
                .isEqualTo(reported(device, 0, true, 2, 5));
        assertThat(devices().find(device.id()).block()).isEqualTo(with(device, report(0)));
    }

    @Test
    default void nobodyReportsForAnother() {
        Device device = registered(owner());

        assertThat(devices().report(device.id(), credential(), report(90)).blockOptional())
                .isEmpty();
        assertThat(devices().report("no-uuid", credential(), report(90)).blockOptional())
                .isEmpty();
        assertThat(devices().find(device.id()).block()).isEqualTo(device);
    }

    @Test
    default void deviceOfWhoIsDisabledIsNotHeard() {
        User ada = UserRepositoryContract.unique(Set.of());
        users().insert(ada, "hash").block();
        Device device = device(ada.id());
        OpaqueSecret credential = credential();
        devices().register(device, credential, MOST).block();

        users().update(ada.changed(new UserChange(null, true), UserRepositoryContract.NOON))
                .block();

        assertThat(devices().report(device.id(), credential, report(90)).blockOptional())
                .isEmpty();
    }

    @Test
    default void removedDeviceReportsNoMore() {
        Device device = device(owner());
        OpaqueSecret credential = credential();
        devices().register(device, credential, MOST).block();

        devices().report(device.id(), credential, report(90)).block();

        assertThat(devices().remove(device.id()).block()).isEqualTo(DeviceEntry.removed(device.id(), 3));
        assertThat(devices().remove(device.id()).blockOptional()).isEmpty();
        assertThat(devices().report(device.id(), credential, report(90)).blockOptional())
                .isEmpty();
    }

    @Test
    default void devicesOfAUserGoTogether() {
        String ada = owner();
        Device one = registered(ada);
        Device other = registered(ada);
        Device bobs = registered(owner());

        assertThat(devices().removeAll(ada).block())
                .containsExactlyInAnyOrder(DeviceEntry.removed(one.id(), 2), DeviceEntry.removed(other.id(), 2));
        assertThat(devices().count(ada).block()).isZero();
        assertThat(devices().find(bobs.id()).block()).isEqualTo(bobs);
    }

    @Test
    default void onlyTheOwnersDeviceIsFoundAsTheirOwn() {
        Device device = registered(owner());

        assertThat(devices().findOwn(device.userId(), device.id()).block()).isEqualTo(device);
        assertThat(devices().findOwn(owner(), device.id()).blockOptional()).isEmpty();
        assertThat(devices().findOwn(device.userId(), null).blockOptional()).isEmpty();
    }

    @Test
    default void whatHasReportedIsReadPageByPage() {
        String ada = owner();
        Device silent = registered(ada);
        Device device = device(ada);
        OpaqueSecret credential = credential();
        devices().register(device, credential, MOST).block();
        DeviceEntry entry =
                devices().report(device.id(), credential, report(90)).block().entry();

        List<DeviceEntry> all = Stream.iterate(
                        devices().lockReportedAfter("", 1).block(), page -> !page.isEmpty(), page -> devices()
                                .lockReportedAfter(page.getFirst().deviceId(), 1)
                                .block())
                .flatMap(List::stream)
                .toList();
        assertThat(all).contains(entry);
        assertThat(all)
                .extracting(DeviceEntry::deviceId)
                .doesNotContain(silent.id())
                .doesNotHaveDuplicates();
    }

    private static Reported reported(
            Device device, double compliance, boolean wasCompliant, long eventSequence, long stateSequence) {
        DeviceReport report = report(compliance);
        return new Reported(
                with(device, report),
                wasCompliant,
                eventSequence,
                DeviceEntry.of(device.id(), device.userId(), report, stateSequence));
    }

    static DeviceReport report(double compliance) {
        var patched = new PatchLevel(YearMonth.of(2025, 12));
        var posture = new Posture(patched, true, false, true, compliance, UserRepositoryContract.NOON);
        return DeviceReport.of("linux", "6.1", posture, 80);
    }

    private String owner() {
        var user = UserRepositoryContract.unique(Set.of());
        users().insert(user, "hash").block();
        return user.id();
    }

    private Device registered(String userId) {
        Device device = device(userId);
        assertThat(devices().register(device, credential(), MOST).block()).isTrue();
        return device;
    }

    private static Device device(String userId) {
        return Device.registered(UuidV7.next(Clock.systemUTC()), userId, "Laptop", UserRepositoryContract.NOON);
    }

    private static Device with(Device device, DeviceReport report) {
        return new Device(device.id(), device.userId(), device.name(), device.registeredAt(), report);
    }

    private static OpaqueSecret credential() {
        return OpaqueSecret.random(new SecureRandom());
    }
}
