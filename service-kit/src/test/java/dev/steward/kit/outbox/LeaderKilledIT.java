package dev.steward.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.kit.KitApplication;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.testing.SuiteEnvironment;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.WithSuiteInfra;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** Two instances, of which the one that publishes is a process that is killed with its work under way. */
@WithSuiteInfra
class LeaderKilledIT {

    private static final Duration DEADLINE = Duration.ofSeconds(120);
    private static final int AGGREGATES = 5;
    private static final int EVENTS = 200;

    @Test
    void theOtherInstanceGoesOnWithoutLossOrReordering(TestDatabase database, TestEvents events, @TempDir Path logs)
            throws Exception {
        Process leader = OutboxProcess.start(database, logs.resolve("leader"));
        try {
            await().atMost(DEADLINE).until(() -> OutboxIT.leaders(database) == 1);
            try (var follower = SuiteEnvironment.start(
                    database, List.of(KitApplication.class, OutboxIT.Owner.class), KitApplication.LOCATION)) {
                database.execute(Sessions.TABLE);
                Sessions sessions = Sessions.of(follower);
                CompletableFuture<Void> appended = Flux.range(0, AGGREGATES * EVENTS)
                        .flatMap(i -> sessions.restart("handed-" + i % AGGREGATES, "round " + i), AGGREGATES)
                        .then()
                        .toFuture();
                events.await(Topics.SESSION_EVENTS, seen -> seen.size() >= AGGREGATES * EVENTS / 10);
                assertThat(appended).isNotDone();

                leader.destroyForcibly().onExit().join();

                appended.join();
                List<CloudEvent> published = events.await(
                        Topics.SESSION_EVENTS, seen -> withoutDuplicates(seen).size() == AGGREGATES * EVENTS);
                for (int i = 0; i < AGGREGATES; i++) {
                    assertThat(OutboxIT.sequences(withoutDuplicates(published), "handed-" + i))
                            .containsExactlyElementsOf(
                                    LongStream.rangeClosed(1, EVENTS).boxed().toList());
                }
                await().atMost(DEADLINE).until(() -> database.number("select count(*) from outbox") == 0);
                assertThat(OutboxIT.leaders(database)).isEqualTo(1);
            }
        } finally {
            leader.destroyForcibly().onExit().join();
        }
    }

    /** As a consumer sees them, whose inbox knows what it had. */
    private static List<CloudEvent> withoutDuplicates(List<CloudEvent> events) {
        Set<String> ids = new HashSet<>();
        return events.stream().filter(event -> ids.add(event.id())).toList();
    }
}
