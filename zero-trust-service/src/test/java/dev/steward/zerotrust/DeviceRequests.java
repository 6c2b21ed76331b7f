package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.DeviceComplianceChanged;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Devices as their users and the devices themselves see them. */
interface DeviceRequests {

    String DEVICES = "/api/v1/devices";

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    @Test
    default void deviceReportsWithTheCredentialItWasGiven(TestEvents events, TestDatabase database) {
        admin().createUser("dev-owner");
        ZeroTrustClient owner = anonymous().as("dev-owner");
        Map<?, ?> laptop = body(owner.post(DEVICES, Map.of("name", "Laptop"), "Idempotency-Key", "laptop"), 201);
        Map<?, ?> again = body(owner.post(DEVICES, Map.of("name", "Laptop"), "Idempotency-Key", "laptop"), 201);
        assertThat(again.get("id")).isEqualTo(laptop.get("id"));
        assertThat(again.get("credential")).isNull();
        assertThat(again.get("secret_available")).isEqualTo(false);
        String path = DEVICES + "/" + laptop.get("id");
        String credential = laptop.get("credential").toString();

        assertThat(body(owner.get(path), 200).get("posture")).isNull();
        Map<?, ?> reported = body(anonymous().post(path + "/posture", posture(credential, 95)), 200);
        anonymous()
                .post(path + "/posture", posture(credential, 90))
                .expectStatus()
                .isOk();
        anonymous()
                .post(path + "/posture", posture(credential, 20))
                .expectStatus()
                .isOk();

        assertThat(((Map<?, ?>) reported.get("posture")).get("compliant")).isEqualTo(true);
        assertThat(((Map<?, ?>) body(owner.get(path), 200).get("posture")).get("compliance_score"))
                .isEqualTo(20.0);
        assertThat(events.await(DeviceComplianceChanged.class, 2))
                .extracting(DeviceComplianceChanged::currentStatus)
                .containsExactly("compliant", "not-compliant");
        assertThat(database.number("select count(*) from devices where position(convert_to('" + credential
                        + "', 'UTF8') in credential_hash) > 0"))
                .isZero();

        owner.delete(path).expectStatus().isNoContent();
        owner.delete(path).expectStatus().isNotFound();
        anonymous()
                .post(path + "/posture", posture(credential, 95))
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    default void deviceOfAnotherDoesNotExist() {
        String owner = admin().createUser("dev-one");
        admin().createUser("dev-two");
        Map<?, ?> device = body(anonymous().as("dev-one").post(DEVICES, Map.of("name", "Phone")), 201);
        String path = DEVICES + "/" + device.get("id");
        ZeroTrustClient other = anonymous().as("dev-two");

        other.get(path).expectStatus().isNotFound();
        other.delete(path).expectStatus().isNotFound();
        other.get(DEVICES + "?user_id=" + owner).expectStatus().isNotFound();
        assertThat(body(other.get(DEVICES), 200).get("total")).isEqualTo(0);
        assertThat(body(admin().get(DEVICES + "?user_id=" + owner), 200).get("total"))
                .isEqualTo(1);
        anonymous().get(path).expectStatus().isUnauthorized();
        anonymous()
                .post(path + "/posture", posture("A".repeat(43), 95))
                .expectStatus()
                .isUnauthorized();
        anonymous()
                .post(DEVICES + "/no-uuid/posture", posture("A".repeat(43), 95))
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    default void everyBadFieldOfAReportIsNamed() {
        Map<String, Object> bad = posture("A".repeat(201), 101);
        bad.put("security_patch_level", "yesterday");
        bad.put("os", "");
        bad.put("os_version", "6\u0000");
        bad.remove("encrypted");

        Map<?, ?> problem = body(anonymous().post(DEVICES + "/x/posture", bad), 400);

        assertThat(problem.get("errors").toString())
                .contains("credential", "security_patch_level", "os", "os_version", "encrypted", "compliance_score");
    }

    @Test
    default void nameIsPlainText() {
        admin().post(DEVICES, Map.of("name", "a\u0000b")).expectStatus().isBadRequest();
    }

    @Test
    default void noMoreDevicesThanAllowedAlsoAtOnce(TestDatabase database) throws Exception {
        String owner = admin().createUser("dev-many");
        database.execute("insert into devices (id, user_id, name, credential_hash, registered_at)"
                + " select gen_random_uuid(), '" + owner + "', 'old', '\\x00', now() from generate_series(1, 48)");
        ZeroTrustClient client = anonymous().as("dev-many");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var registrations = IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(i -> () -> client.post(DEVICES, Map.of("name", "Device " + i))
                            .expectBody(byte[].class)
                            .returnResult()
                            .getStatus()
                            .value())
                    .toList();
            assertThat(threads.invokeAll(registrations))
                    .extracting(registration -> registration.get())
                    .containsOnly(201, 409);
        }
        assertThat(database.number("select count(*) from devices where user_id = '" + owner + "'"))
                .isEqualTo(50);
    }

    /** A report of a device that lacks an antivirus only. */
    static Map<String, Object> posture(String credential, double compliance) {
        return new HashMap<>(Map.of(
                "credential",
                credential,
                "os",
                "linux",
                "os_version",
                "6.1",
                "security_patch_level",
                "latest",
                "encrypted",
                true,
                "firewall_enabled",
                true,
                "antivirus_enabled",
                false,
                "compliance_score",
                compliance));
    }
}
