package dev.steward.kit.security.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.access.AccessCounted;
import dev.steward.events.access.AccessCounted.Allowed;
import dev.steward.kit.security.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccessCountsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Route READ = Route.get("/things/{id}").needs("things:read");
    private static final Route WRITE = Route.post("/things").needs("things:write");

    private final AccessCounts counts = new AccessCounts(NOON);

    @Test
    void countsByRouteAndBeginsAgain() {
        counts.add(READ);
        counts.add(WRITE);
        counts.add(READ);

        assertThat(counts.take(LATER).orElseThrow().event())
                .isEqualTo(new AccessCounted(
                        NOON,
                        LATER,
                        List.of(
                                new Allowed("POST", "/things", "things:write", 1),
                                new Allowed("GET", "/things/{id}", "things:read", 2))));
        assertThat(counts.take(LATER)).isEmpty();
        counts.add(READ);
        assertThat(counts.take(LATER.plusSeconds(60)).orElseThrow().from()).isEqualTo(LATER);
    }

    @Test
    void whatIsGivenBackCountsTheNextTime() {
        counts.add(READ);
        AccessCounts.Taken taken = counts.take(LATER).orElseThrow();
        counts.add(READ);
        counts.giveBack(taken);

        assertThat(counts.take(LATER.plusSeconds(60)).orElseThrow().event())
                .isEqualTo(new AccessCounted(
                        NOON, LATER.plusSeconds(60), List.of(new Allowed("GET", "/things/{id}", "things:read", 2))));
    }

    @Test
    void clockThatWasSetBackMakesNoWindowThatEndsBeforeItBegan() {
        counts.add(READ);

        assertThat(counts.take(NOON.minusSeconds(60)).orElseThrow().event().windowEnd())
                .isEqualTo(NOON);
    }

    @Test
    void whatOneEventCannotHoldIsInTheNext() {
        IntStream.rangeClosed(0, AccessCounted.MOST_ROUTES)
                .forEach(i -> counts.add(Route.get("/things/" + i).needs("things:read")));

        assertThat(counts.take(LATER).orElseThrow().event().allowed()).hasSize(AccessCounted.MOST_ROUTES);
        assertThat(counts.take(LATER).orElseThrow().event().allowed()).hasSize(1);
    }

    @Test
    void losesAndDoublesNoneOfManyThatAreCountedWhileItIsTaken() throws Exception {
        List<AccessCounts.Taken> taken = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var counting = IntStream.range(0, 4)
                    .mapToObj(_ -> threads.submit(
                            () -> IntStream.range(0, 20_000).forEach(i -> counts.add(i % 2 == 0 ? READ : WRITE))))
                    .toList();
            while (!counting.stream().allMatch(each -> each.isDone())) {
                counts.take(LATER).ifPresent(some -> {
                    if (taken.size() % 2 == 0) {
                        taken.add(some);
                    } else {
                        counts.giveBack(some);
                        counts.take(LATER).ifPresent(taken::add);
                    }
                });
            }
        }
        counts.take(LATER).ifPresent(taken::add);

        assertThat(taken.stream()
                        .flatMap(each -> each.requests().values().stream())
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(80_000);
    }
}
