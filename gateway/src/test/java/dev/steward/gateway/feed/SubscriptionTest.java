package dev.steward.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class SubscriptionTest {

    private final Subscription subscription = new Subscription(_ -> true, 3, 10);

    @Test
    void tellsInItsPlaceHowManyWereDropped() {
        StepVerifier.create(subscription.live(), 0)
                .then(() -> offer(1, 6))
                .thenRequest(1)
                .expectNext(event(1))
                .then(() -> offer(7, 7))
                .thenRequest(10)
                .expectNext(event(2), event(3), new FeedMessage.Dropped(3), event(7))
                .then(() -> offer(8, 8))
                .expectNext(event(8))
                .thenCancel()
                .verify();
    }

    @Test
    void tellsOfTheLastDropsWhenNothingFollows() {
        StepVerifier.create(subscription.live(), 0)
                .then(() -> offer(1, 5))
                .thenRequest(10)
                .expectNext(event(1), event(2), event(3), new FeedMessage.Dropped(2))
                .thenCancel()
                .verify();
    }

    @Test
    void beginsAnewWhenItMissedSomethingBeforeItWasRead() {
        offer(1, 3);
        assertThat(subscription.begunAnew()).isFalse();
        offer(4, 4);
        assertThat(subscription.begunAnew()).isTrue();
        offer(5, 5);

        StepVerifier.create(subscription.live())
                .expectNext(event(5))
                .thenCancel()
                .verify();
    }

    @Test
    void holdsNoMoreThanSoManyCharactersBack() {
        FeedMessage long1 = new FeedMessage.Event("a0:1", "x".repeat(20));
        StepVerifier.create(subscription.live(), 0)
                .then(() -> subscription.offer(long1))
                .then(() -> offer(2, 2))
                .thenRequest(10)
                .expectNext(long1, new FeedMessage.Dropped(1))
                .then(() -> offer(3, 3))
                .expectNext(event(3))
                .thenCancel()
                .verify();
    }

    @Test
    void saysWhereToGoOnOnlyAfterAllThatWasThere() {
        StepVerifier.create(subscription.live(), 0)
                .then(() -> offer(1, 1))
                .then(() -> subscription.beat("a0:9"))
                .thenRequest(10)
                .expectNext(event(1))
                .then(() -> subscription.beat("a0:10"))
                .expectNext(new FeedMessage.Idle("a0:10"))
                .thenCancel()
                .verify();
    }

    private void offer(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(i -> subscription.offer(event(i)));
    }

    private static FeedMessage event(int i) {
        return new FeedMessage.Event("a0:" + i, "{}");
    }
}
