package dev.steward.kit.security.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.access.AccessCounted;
import dev.steward.events.access.AccessDenied;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.testing.NoTransaction;
import dev.steward.kit.testing.TestRefusals;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.transaction.reactive.TransactionContextManager;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class OutboxAccessJournalTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final List<OutboxEvent> appended = new ArrayList<>();
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void tellsOfCountsEachMinuteUnlessSetOtherwise() {
        assertThat(new StandardEnvironment().resolvePlaceholders(OutboxAccessJournal.EVERY))
                .isEqualTo("PT1M");
    }

    @Test
    void tellsWhoWasRefusedWhatAndWhy() {
        AccessRefusal refusal = TestRefusals.challenged("u1", "ada");
        journal(this::keep).refused(refusal).block(DEADLINE);

        assertThat(appended)
                .containsExactly(new OutboxEvent(
                        "decision",
                        refusal.decisionId(),
                        1,
                        "shop",
                        new AccessDenied(
                                refusal.decisionId(),
                                "u1",
                                "ada",
                                refusal.caller().loginSessionId(),
                                "DELETE",
                                "/api/v1/sessions/{id}",
                                "platform/shop/sessions/_",
                                "write",
                                "challenge",
                                "mfa-missing",
                                "0198c0de-0000-7000-8000-000000000005",
                                3,
                                "mfa",
                                "192.0.2.7",
                                refusal.at())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"No Slug", "shop\u0000", "sixhundredcharacters"})
    void whatCannotBeAProjectIsInTheResourceOnly(String asked) {
        String project = asked.startsWith("six") ? "a".repeat(600) : asked;
        journal(this::keep).refused(TestRefusals.deniedIn(project)).block(DEADLINE);

        assertThat(appended).singleElement().satisfies(event -> {
            assertThat(event.projectId()).isNull();
            assertThat(((AccessDenied) event.event()).resource()).contains(project);
        });
    }

    @Test
    void answersAlsoWhenNothingCanBeKeptAndCountsThat() {
        journal(_ -> Mono.error(new IllegalStateException("the database is gone")))
                .refused(TestRefusals.denied("u1", "ada"))
                .block(DEADLINE);

        assertThat(unrecorded("failed")).isEqualTo(1);
    }

    @Test
    void answersAfterASecondWhenTheDatabaseDoesNotAndKeepsItLate() {
        Sinks.Empty<Void> database = Sinks.empty();
        journal(events -> database.asMono().then(keep(events)))
                .refused(TestRefusals.denied("u1", "ada"))
                .block(DEADLINE);

        assertThat(appended).isEmpty();
        database.tryEmitEmpty();
        assertThat(appended).hasSize(1);
        assertThat(unrecorded("failed")).isZero();
    }

    @Test
    void keepsWhatWasRefusedToSomebodyWhoHungUp() {
        Sinks.Empty<Void> database = Sinks.empty();
        journal(events -> database.asMono().then(keep(events)))
                .refused(TestRefusals.denied("u1", "ada"))
                .subscribe()
                .dispose();

        database.tryEmitEmpty();
        assertThat(appended).hasSize(1);
    }

    @Test
    void writesAFewAtATimeAndTurnsAwayWhatIsTooMuch() {
        Sinks.Empty<Void> database = Sinks.empty();
        var begun = new ArrayList<OutboxEvent>();
        var journal = journal(events -> Mono.defer(() -> {
            begun.addAll(events);
            return database.asMono().then(keep(events));
        }));
        IntStream.range(0, 300)
                .forEach(_ -> journal.refused(TestRefusals.denied("u1", "ada")).subscribe());

        assertThat(begun).hasSize(4);
        assertThat(unrecorded("overflow")).isEqualTo(300 - 4 - 256);
        database.tryEmitEmpty();
        assertThat(appended).hasSize(260);
        journal.refused(TestRefusals.denied("u1", "ada")).block(DEADLINE);
        assertThat(appended).hasSize(261);
    }

    @Test
    void isNoPartOfTheTransactionItHappensIn() {
        List<Object> inherited = new ArrayList<>();
        journal(events -> Mono.deferContextual(context -> {
                    context.stream().forEach(entry -> inherited.add(entry.getKey()));
                    return keep(events);
                }))
                .refused(TestRefusals.denied("u1", "ada"))
                .contextWrite(TransactionContextManager.getOrCreateContext())
                .contextWrite(TransactionContextManager.getOrCreateContextHolder())
                .contextWrite(context -> context.put("trace", "t1"))
                .block(DEADLINE);

        assertThat(inherited).containsExactly("trace");
    }

    @Test
    void tellsOfCountsOnceAndOfNothingNot() {
        var journal = journal(this::keep);
        journal.tell().block(DEADLINE);
        assertThat(appended).isEmpty();

        journal.allowed(TestRefusals.ROUTE);
        journal.tell().block(DEADLINE);
        journal.tell().block(DEADLINE);
        journal.allowed(TestRefusals.ROUTE);
        journal.allowed(TestRefusals.ROUTE);
        journal.stop();

        assertThat(appended).extracting(OutboxEvent::sequence).containsExactly(1L, 2L);
        assertThat(appended)
                .extracting(OutboxEvent::aggregateId)
                .containsOnly(appended.getFirst().aggregateId());
        assertThat(appended).extracting(event -> requests(event)).containsExactly(1L, 2L);
    }

    @Test
    void countsThatCannotBeToldAreToldTheNextTime() {
        List<Outbox> outboxes = new ArrayList<>(
                List.of(_ -> Mono.error(new IllegalStateException("the database is gone")), this::keep));
        var journal = journal(events -> outboxes.removeFirst().append(events));
        journal.allowed(TestRefusals.ROUTE);
        journal.tell().block(DEADLINE);
        journal.allowed(TestRefusals.ROUTE);
        journal.tell().block(DEADLINE);

        assertThat(appended).singleElement().satisfies(event -> assertThat(requests(event))
                .isEqualTo(2));
    }

    private OutboxAccessJournal journal(Outbox outbox) {
        return new OutboxAccessJournal(outbox, new NoTransaction(), meters, Clock.systemUTC());
    }

    private Mono<Void> keep(List<OutboxEvent> events) {
        return Mono.fromRunnable(() -> appended.addAll(events));
    }

    private double unrecorded(String cause) {
        return meters.counter("steward.access.unrecorded", "cause", cause).count();
    }

    private static long requests(OutboxEvent event) {
        return ((AccessCounted) event.event()).allowed().getFirst().requests();
    }
}
