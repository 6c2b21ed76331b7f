package dev.steward.healing.adapter.timer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import reactor.core.publisher.Mono;

/**
 * Whether the silence of an owner says something. It does not while the broker is away, nor for as long after it came
 * back, or after this instance started, as an answer may take: what was said meanwhile still has to be read.
 */
public final class Hearing {

    private final Mono<Boolean> brokerAnswers;
    private final Duration answerTimeout;
    private final InstantSource clock;
    private volatile Instant deafUntil;

    public Hearing(Mono<Boolean> brokerAnswers, Duration answerTimeout, InstantSource clock) {
        this.brokerAnswers = brokerAnswers;
        this.answerTimeout = answerTimeout;
        this.clock = clock;
        this.deafUntil = clock.instant().plus(answerTimeout);
    }

    /** To be asked regularly, or it misses that the broker was away. */
    Mono<Boolean> isGood() {
        return brokerAnswers.map(answers -> {
            Instant now = clock.instant();
            if (!answers) {
                deafUntil = now.plus(answerTimeout);
            }
            return !now.isBefore(deafUntil);
        });
    }
}
