package dev.steward.session.adapter.process;

import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The lines of an attempt as a stream. Its file stays open for as long as somebody listens, and no longer.
 *
 * @param over whether nothing more can come of an attempt
 */
record AttemptLog(Predicate<AttemptRecord> over, Scheduler blocking) {

    private static final Duration POLL = Duration.ofMillis(50);

    Flux<String> of(AttemptRecord attempt, int tail, boolean follow) {
        return Flux.using(
                        () -> OutputReader.open(new OutputFile(attempt.output()), tail, follow),
                        reader -> Mono.fromCallable(() -> reader.next(() -> over.test(attempt)))
                                .subscribeOn(blocking)
                                .flatMapIterable(lines -> lines)
                                .repeatWhen(rounds -> rounds.takeWhile(_ -> !reader.isThrough())
                                        .concatMap(lines -> lines > 0 ? Mono.just(lines) : Mono.delay(POLL))),
                        OutputReader::close)
                .subscribeOn(blocking)
                // Nothing was launched, or it was removed meanwhile.
                .onErrorResume(NoSuchFileException.class, _ -> Flux.empty());
    }
}
