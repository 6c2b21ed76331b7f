package dev.steward.zerotrust.killed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.kit.testing.SuiteInfra;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.WithSuiteInfra;
import dev.steward.zerotrust.TestSecrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process of the service with SIGKILL while clients log in, rotate and activate, and holds its next life to what
 * the one before had answered. {@code -Dsteward.kills=20 -Dsteward.seed=7} kills it more often, at other moments.
 */
@WithSuiteInfra
class KilledServiceIT {

    private static final int KILLS = Integer.getInteger("steward.kills", 2);
    private static final long SEED = Long.getLong("steward.seed", 42);
    private static final String PROJECT = "killed";

    private final Random random = new Random(SEED);

    @Test
    void whatWasAnsweredHoldsAndNothingIsHalfDone(TestDatabase database, SuiteInfra infra, @TempDir Path logs)
            throws Exception {
        var service = new ServiceProcess(database, logs.resolve("service.log"));
        try {
            Aftermath aftermath = new Aftermath(database, infra.bootstrapServers());
            Clients clients;
            try (Calls calls = ready(service, 0)) {
                clients = Clients.of(calls);
            }
            for (int kill = 0; kill < KILLS; kill++) {
                try (Calls calls = ready(service, 40 + random.nextInt(160))) {
                    workUntilKilled(service, clients.all(), calls);
                }
                service.awaitEnd();
                aftermath.assertNothingHalfDone();
                service.startAgain();
            }
            try (Calls calls = ready(service, 0)) {
                for (Work work : clients.all()) {
                    work.settle(calls);
                    work.check(calls);
                }
                await().untilAsserted(aftermath::assertAtRest);
                aftermath.assertKeysWereKnownBefore(clients.accessTokens());
                await().untilAsserted(() -> assertThat(verified(calls, clients.admin()))
                        .containsEntry("intact", true)
                        .containsEntry("complete", true)
                        .containsEntry("not_yet_sealed", 0));
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + SEED + ": " + e.getMessage() + "\n" + service.log(), e);
        } finally {
            service.kill();
            service.awaitEnd();
        }
    }

    /** Calls to the service, which is killed after so many answers; never if there are none to count. */
    private static Calls ready(ServiceProcess service, int answers) {
        try (Calls probe = new Calls(service.port(), 0, () -> {})) {
            await().pollInterval(Duration.ofMillis(50)).until(() -> probe.isReady() || !service.isAlive());
            assertThat(service.isAlive()).as("the service started").isTrue();
        }
        return new Calls(service.port(), answers, service::kill);
    }

    private static void workUntilKilled(ServiceProcess service, List<Work> clients, Calls calls)
            throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> working = clients.stream()
                    .<Future<?>>map(client -> threads.submit(() -> work(service, client, calls)))
                    .toList();
            for (Future<?> each : working) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        }
    }

    private static void work(ServiceProcess service, Work client, Calls calls) {
        try {
            client.settle(calls);
            while (true) {
                client.step(calls);
            }
        } catch (Unanswered e) {
            await(e.getMessage()).until(() -> !service.isAlive());
        } catch (RuntimeException | AssertionError e) {
            service.kill(); // so that the others end too
            throw e;
        }
    }

    private static Map<String, Object> verified(Calls calls, String admin) {
        return calls.post(admin, "/api/v1/audit/verify", Calls.NOTHING)
                .expect(200)
                .body();
    }

    /** Those who work, and the token of the admin. */
    private record Clients(String admin, List<LoginWork> logins, List<Work> others) {

        static Clients of(Calls calls) {
            String admin = calls.login("admin").expect(200).text("access_token");
            calls.post(admin, "/api/v1/projects", Map.of("project_id", PROJECT, "name", "Killed"))
                    .expect(201);
            for (String name : List.of("ada", "bob")) {
                calls.post(admin, "/api/v1/users", Map.of("username", name, "password", TestSecrets.PASSWORD))
                        .expect(201);
            }
            SecretWork secret = new SecretWork(PROJECT, admin);
            secret.create(calls);
            return new Clients(
                    admin,
                    List.of(new LoginWork("ada", SEED), new LoginWork("bob", SEED + 1)),
                    List.of(
                            new PolicyWork("one", admin, SEED + 2),
                            new PolicyWork("two", admin, SEED + 3),
                            secret,
                            new ApiKeyWork(admin, SEED + 4),
                            new SigningKeyWork(admin)));
        }

        List<Work> all() {
            return Stream.concat(logins.stream(), others.stream()).toList();
        }

        List<String> accessTokens() {
            return logins.stream().flatMap(each -> each.accessTokens().stream()).toList();
        }
    }
}
