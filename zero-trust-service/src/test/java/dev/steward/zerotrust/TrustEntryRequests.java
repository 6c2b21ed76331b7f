package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static dev.steward.zerotrust.ZeroTrustClient.credentials;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.Topics;
import dev.steward.kit.testing.TestEvents;
import dev.steward.zerotrust.application.TrustStatePublisher;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** What every other process is told of devices and users, so that it can say how far they are trusted. */
interface TrustEntryRequests {

    String BERLIN = "203.0.113.7";

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    TrustStatePublisher trustStatePublisher();

    @Test
    default void deviceAndUserAreToldUntilTheyGo(TestEvents events) {
        String ada = admin().createUser("entry-ada");
        ZeroTrustClient asAda = anonymous().as("entry-ada");
        Map<?, ?> device = body(asAda.post("/api/v1/devices", Map.of("name", "Laptop")), 201);
        String deviceKey = "device/" + device.get("id");
        report(device, 95);
        report(device, 60);
        logIn("entry-ada", BERLIN).expectStatus().isOk();
        anonymous()
                .post("/api/v1/auth/login", credentials("entry-ada", "wrong"))
                .expectStatus()
                .isUnauthorized();

        assertThat(last(entries(events, deviceKey, told -> last(told).contains("\"compliance_score\":60.0"))))
                .contains(ada, "reported_at");
        assertThat(last(entries(events, "user-trust/" + ada, told -> last(told).contains("\"points\":"))))
                .contains("203.0.113.0/24", "Berlin")
                .doesNotContain("zone");

        trustStatePublisher().publishAll().block();
        assertThat(sequences(entries(events, deviceKey, TrustEntryRequests::wasRepeated)))
                .isSorted()
                .endsWith(3L, 3L);

        asAda.delete("/api/v1/devices/" + device.get("id")).expectStatus().isNoContent();
        admin().delete("/api/v1/users/" + ada).expectStatus().isNoContent();
        assertThat(sequences(entries(events, deviceKey, TrustEntryRequests::hasEnded)))
                .endsWith(4L);
        List<Long> ofAda = sequences(entries(events, "user-trust/" + ada, TrustEntryRequests::hasEnded));
        assertThat(ofAda.getLast()).isGreaterThan(ofAda.get(ofAda.size() - 2));
    }

    @Test
    default void ofChangesAtOnceTheLastToldKnowsAll(TestEvents events) throws Exception {
        String bob = admin().createUser("entry-bob");
        List<String> networks =
                IntStream.rangeClosed(1, 6).mapToObj(i -> "10.20." + i + ".").toList();
        Map<String, String> office = Map.of("zone", "Europe/Berlin", "from", "08:00", "to", "18:30");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Stream<Callable<Integer>> logins = networks.stream()
                    .map(network -> () -> logIn("entry-bob", network + "7")
                            .expectBody(byte[].class)
                            .returnResult()
                            .getStatus()
                            .value());
            Stream<Callable<Integer>> hours =
                    Stream.of(() -> admin().put("/api/v1/users/" + bob + "/usual-hours", office, "*")
                            .expectBody(byte[].class)
                            .returnResult()
                            .getStatus()
                            .value());
            for (var answer : threads.invokeAll(Stream.concat(logins, hours).toList())) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }

        List<ConsumerRecord<byte[], byte[]>> told =
                entries(events, "user-trust/" + bob, seen -> sequences(seen).contains(7L));
        // Each is told by itself; all of them may have been published again meanwhile.
        assertThat(sequences(told)).isSorted();
        assertThat(sequences(told).stream().distinct()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(last(told)).contains("Europe/Berlin").contains(networks);
    }

    private ResponseSpec logIn(String username, String address) {
        return anonymous()
                .post("/api/v1/auth/login", credentials(username, TestSecrets.PASSWORD), "X-Forwarded-For", address);
    }

    private void report(Map<?, ?> device, double compliance) {
        Map<String, Object> posture =
                DeviceRequests.posture(device.get("credential").toString(), compliance);
        anonymous()
                .post("/api/v1/devices/" + device.get("id") + "/posture", posture)
                .expectStatus()
                .isOk();
    }

    private static List<ConsumerRecord<byte[], byte[]>> entries(
            TestEvents events, String key, Predicate<List<ConsumerRecord<byte[], byte[]>>> wanted) {
        return of(key, events.awaitRecords(Topics.TRUST_STATE, records -> wanted.test(of(key, records))));
    }

    private static List<ConsumerRecord<byte[], byte[]>> of(String key, List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .filter(record -> new String(record.key(), UTF_8).equals(key))
                .toList();
    }

    private static String last(List<ConsumerRecord<byte[], byte[]>> told) {
        return told.isEmpty() || told.getLast().value() == null
                ? ""
                : new String(told.getLast().value(), UTF_8);
    }

    private static boolean hasEnded(List<ConsumerRecord<byte[], byte[]>> told) {
        return !told.isEmpty() && told.getLast().value() == null;
    }

    private static boolean wasRepeated(List<ConsumerRecord<byte[], byte[]>> told) {
        return sequences(told).stream().filter(sequence -> sequence == 3).count() >= 2;
    }

    private static List<Long> sequences(List<ConsumerRecord<byte[], byte[]>> told) {
        return told.stream()
                .map(record -> Long.parseLong(
                        new String(record.headers().lastHeader("ce_sequence").value(), UTF_8)))
                .toList();
    }
}
