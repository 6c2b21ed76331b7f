package dev.steward.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.events.session.SessionRestarting;
import dev.steward.kit.KitApplication;
import dev.steward.kit.inbox.EventSubscription;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.outbox.OwnedTopics;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteTable;
import dev.steward.kit.testing.SuiteEnvironment;
import dev.steward.kit.testing.SuiteInfra;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.WithSuiteInfra;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@WithSuiteInfra
class DrainIT {

    /** The bound is part of what the platform is told: whoever drains for longer is killed. */
    @Test
    void endsInTimeEvenIfNothingThatIsUnderWayEverEnds(SuiteInfra infra, TestDatabase database) {
        var service =
                SuiteEnvironment.start(database, List.of(KitApplication.class, Endless.class), KitApplication.LOCATION);
        Set<String> underWay = service.getBean(Endless.class).underWay;
        append(service);
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                    + service.getEnvironment().getProperty("local.server.port") + "/endless"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            await().atMost(Duration.ofMinutes(2)).until(() -> underWay.containsAll(List.of("request", "event")));
            infra.killKafka();
            append(service);

            Instant began = Instant.now();
            service.close();

            assertThat(Duration.between(began, Instant.now())).isLessThan(ShutdownBudget.TOTAL);
            assertThat(underWay).contains("drain");
            answer.cancel(true);
            client.shutdownNow();
        } finally {
            service.close();
            infra.restartKafka();
        }
        assertThat(database.number("select count(*) from outbox")).isEqualTo(1);
    }

    private static void append(ConfigurableApplicationContext service) {
        service.getBean(Outbox.class)
                .append(new OutboxEvent(
                        "session", "s", 1, "atlas", new SessionRestarting("s", "atlas", "asked", "somebody")))
                .as(service.getBean(TransactionalOperator.class)::transactional)
                .block();
    }

    @RestController
    static class Endless {

        private final Set<String> underWay = ConcurrentHashMap.newKeySet();

        private <T> Mono<T> never(String what) {
            return Mono.<T>never().doOnSubscribe(_ -> underWay.add(what));
        }

        @GetMapping("/endless")
        Mono<String> request() {
            return never("request");
        }

        @Bean
        RouteTable routes() {
            return RouteTable.of(Route.get("/endless").open());
        }

        @Bean
        OwnedTopics topics() {
            return OwnedTopics.of(Topics.SESSION_EVENTS);
        }

        @Bean
        EventSubscription subscription() {
            return EventSubscription.group("kit-test.drain")
                    .topic(Topics.SESSION_EVENTS)
                    .on(SessionRestarting.class, _ -> never("event"))
                    .build();
        }

        @Bean
        BackgroundWork work() {
            return new BackgroundWork(() -> {}, () -> never("drain"));
        }
    }
}
