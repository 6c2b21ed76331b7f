package dev.steward.kit.inbox;

import dev.steward.events.Topics;
import dev.steward.events.healing.IncidentEscalated;
import dev.steward.events.session.SessionDeleted;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.outbox.OwnedTopics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Two groups that listen to sessions; the first writes a row and an event, and fails when it is told to. */
@TestConfiguration(proxyBeanMethods = false)
class InboxTestService {

    static final String GROUP = "kit-test.first";

    enum Fault {
        BUG,
        OUTAGE
    }

    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, Integer> tries = new ConcurrentHashMap<>();
    private final Map<String, Integer> other = new ConcurrentHashMap<>();
    private final Map<String, List<String>> applied = new ConcurrentHashMap<>();

    void behave() {
        faults.clear();
    }

    void failWith(String session, Fault fault) {
        faults.put(session, fault);
    }

    int tries(String session) {
        return tries.getOrDefault(session, 0);
    }

    int seenByOther(String session) {
        return other.getOrDefault(session, 0);
    }

    List<String> applied(String session) {
        return List.copyOf(applied.getOrDefault(session, List.of()));
    }

    @Bean
    OwnedTopics topics() {
        return OwnedTopics.of(Topics.SESSION_EVENTS, Topics.HEALING_EVENTS);
    }

    @Bean
    EventSubscription first(ObjectProvider<DatabaseClient> database, ObjectProvider<Outbox> outbox) {
        return EventSubscription.group(GROUP)
                .topic(Topics.SESSION_EVENTS)
                .on(SessionDeleted.class, received -> handle(received, database.getObject(), outbox.getObject()))
                .build();
    }

    @Bean
    EventSubscription second() {
        return EventSubscription.group("kit-test.second")
                .topic(Topics.SESSION_EVENTS)
                .on(
                        SessionDeleted.class,
                        received -> Mono.fromRunnable(
                                () -> other.merge(received.event().sessionId(), 1, Integer::sum)))
                .build();
    }

    private Mono<Void> handle(Received<SessionDeleted> received, DatabaseClient database, Outbox outbox) {
        String session = received.event().sessionId();
        tries.merge(session, 1, Integer::sum);
        Mono<Void> effect = database.sql("INSERT INTO effect (session) VALUES (:session)")
                .bind("session", session)
                .then()
                .then(outbox.append(new OutboxEvent(
                        "incident", session, 1, "shop", new IncidentEscalated(session, "shop", session, "test"))));
        Fault fault = faults.get(session);
        if (fault == null) {
            return effect.doOnSuccess(_ -> applied.computeIfAbsent(session, _ -> new CopyOnWriteArrayList<>())
                    .add(received.envelope().id()));
        }
        return effect.then(Mono.error(
                switch (fault) {
                    case BUG -> new IllegalStateException("a bug");
                    case OUTAGE -> new DataAccessResourceFailureException("the database is away");
                }));
    }
}
