package dev.steward.kit.security.access;

import java.util.concurrent.ArrayBlockingQueue;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Does a few at a time of what is to be written, lets some more wait and turns the rest away: who makes a service refuse
 * many requests must not keep others from its database. Safe for concurrent use.
 */
final class WriteQueue {

    private final Sinks.Many<Mono<Void>> waiting;

    WriteQueue(int atOnce, int longest) {
        waiting = Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(longest));
        waiting.asFlux().flatMap(Mono::onErrorComplete, atOnce).subscribe();
    }

    /**
     * False when too many wait.
     *
     * @param write is done whether or not anybody waits for it; says itself when it fails
     */
    synchronized boolean offer(Mono<Void> write) {
        return waiting.tryEmitNext(write).isSuccess();
    }
}
