package dev.steward.gateway.apikeys;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A token, and when another should be there in its place: before it expires, because a request is on its way for a while. */
final class RememberedToken {

    private final String text;
    private final AtomicReference<Instant> due;

    RememberedToken(String text, Instant issuedAt, Duration expiresIn) {
        this.text = text;
        this.due = new AtomicReference<>(issuedAt.plus(expiresIn.multipliedBy(4).dividedBy(5)));
    }

    String text() {
        return text;
    }

    /** Whether whoever asks is to have it replaced; nobody else is then for a while. */
    boolean isDueAt(Instant now, Duration forAWhile) {
        Instant told = due.get();
        return !now.isBefore(told) && due.compareAndSet(told, now.plus(forAWhile));
    }
}
