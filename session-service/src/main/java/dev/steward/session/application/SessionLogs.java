package dev.steward.session.application;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What sessions print, over the ends of their attempts. */
public final class SessionLogs {

    public static final int LONGEST_TAIL = 10_000;

    /** A line may be without end. */
    private static final int LONGEST_LINE = 8_192;

    /** What is not launched yet has no log; that it was is seen by looking again. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    /** What an attempt printed last may be on its way here when it is known to be over. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private static final Set<SessionStatus> PRINTING =
            EnumSet.of(SessionStatus.STARTING, SessionStatus.RUNNING, SessionStatus.UNHEALTHY);

    private final Runtimes runtimes;
    private final SessionFeed feed;

    public SessionLogs(Runtimes runtimes, SessionFeed feed) {
        this.runtimes = runtimes;
        this.feed = feed;
    }

    /** The latest lines of the current attempt. */
    public Flux<LogEntry.Line> tail(Session session, int lines) {
        return read(session, lines, false);
    }

    /** The latest lines of the current attempt, and all of it and of those after it; ends when the session is deleted. */
    public Flux<LogEntry> follow(Session session, int lines) {
        int current = session.attempts().count();
        return feed.follow(session.id())
                .filter(seen -> seen.attempts().count() > 0)
                .distinctUntilChanged(seen -> seen.attempts().count())
                .concatMap(seen -> attempt(seen, seen.attempts().count() == current ? lines : LONGEST_TAIL), 1);
    }

    private Flux<LogEntry> attempt(Session seen, int lines) {
        int number = seen.attempts().count();
        if (!PRINTING.contains(seen.status())) {
            return read(seen, lines, false).cast(LogEntry.class);
        }
        Mono<Session> over = feed.follow(seen.id())
                .filter(now -> now.attempts().count() > number || !PRINTING.contains(now.status()))
                .next()
                .delayElement(LAST_WORDS);
        return Flux.defer(() -> {
                    Reading reading = new Reading(lines);
                    return Flux.defer(() -> read(seen, reading.lines, true))
                            .doOnNext(_ -> reading.printed())
                            .cast(LogEntry.class)
                            .onErrorResume(_ -> reading.failed() ? Flux.just(new LogEntry.Gap(number)) : Flux.empty())
                            .concatWith(Flux.defer(reading::pause))
                            .repeat(reading::goesOn);
                })
                .takeUntilOther(over);
    }

    private Flux<LogEntry.Line> read(Session session, int lines, boolean follow) {
        int attempt = session.attempts().count();
        return runtimes.of(session)
                .log(session, lines, follow)
                .map(text -> new LogEntry.Line(
                        attempt, text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) : text));
    }

    /** How far one follower has come in one attempt. Used by one signal at a time. */
    private static final class Reading {

        private int lines;
        private boolean begun;
        private boolean inGap;

        Reading(int lines) {
            this.lines = lines;
        }

        void printed() {
            begun = true;
            inGap = false;
        }

        /** Whether that is news. */
        boolean failed() {
            boolean news = !inGap;
            inGap = true;
            begun = false;
            lines = 0;
            return news;
        }

        /** A log that has begun and ended is that of an attempt that is over. */
        boolean goesOn() {
            return !begun;
        }

        Flux<LogEntry> pause() {
            if (begun) {
                return Flux.empty();
            }
            if (lines > 0) {
                // There was nothing yet: whatever comes is new.
                lines = LONGEST_TAIL;
            }
            return Mono.delay(LOOK_AGAIN).thenMany(Flux.empty());
        }
    }
}
