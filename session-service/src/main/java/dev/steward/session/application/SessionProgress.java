package dev.steward.session.application;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.Transition;
import dev.steward.session.port.SessionHistory;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The transitions of sessions as they are made. They are read from the history only, so none is told twice or left out. */
public final class SessionProgress {

    private static final int PAGE = 100;

    private static final Set<SessionStatus> SETTLED = EnumSet.of(
            SessionStatus.RUNNING,
            SessionStatus.UNHEALTHY,
            SessionStatus.STOPPED,
            SessionStatus.FAILED,
            SessionStatus.DELETED);

    private final SessionHistory history;
    private final SessionFeed feed;

    public SessionProgress(SessionHistory history, SessionFeed feed) {
        this.history = history;
        this.feed = feed;
    }

    /** Whether nothing more happens by itself after this step. */
    public static boolean settles(Transition last) {
        boolean startsAgain = last.to() == SessionStatus.STOPPED
                && (last.reason().equals(Session.RESTART) || last.reason().equals(Session.HOST_STOPPED));
        return SETTLED.contains(last.to()) && !startsAgain;
    }

    /** The newest step. */
    public Mono<Transition> last(String sessionId) {
        return history.page(sessionId, 0, 1).flatMapIterable(newest -> newest).next();
    }

    /** Every step with a number above this one, oldest first, as far as there are any and then as they are made. */
    public Flux<Transition> after(String sessionId, long number) {
        return Flux.defer(() -> {
            AtomicLong told = new AtomicLong(number);
            Flux<Transition> news = Flux.defer(
                            () -> history.after(sessionId, told.get(), PAGE).flatMapIterable(page -> page))
                    .doOnNext(step -> told.set(step.number()));
            return feed.follow(sessionId).concatMap(_ -> pages(news), 1);
        });
    }

    private static Flux<Transition> pages(Flux<Transition> news) {
        return news.collectList()
                .expand(page -> page.size() < PAGE ? Mono.empty() : news.collectList())
                .flatMapIterable((List<Transition> page) -> page);
    }
}
