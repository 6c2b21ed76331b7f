package dev.steward.session.application;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.WorkspaceChanges;
import dev.steward.session.port.WorkspaceWatch;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Listens to the workspaces of the sessions that are up: for whoever is connected to this instance, and, on the leading
 * one, to tell the others by {@code session.workspace-changed}, at most once in a while and session, so that a busy
 * build does not flood the topic.
 */
public final class WorkspaceFeeds {

    private static final Logger LOG = System.getLogger(WorkspaceFeeds.class.getName());

    /** Whoever reloads a page is away for a moment. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    private static final Retry AGAIN =
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(10));

    private final WorkspaceWatch watch;
    private final SessionChanges changes;
    private final TransactionalOperator transactions;
    private final Duration between;
    private final Duration kept;
    private final Clock clock;
    private final Map<String, WorkspaceFeed> feeds = new ConcurrentHashMap<>();
    private final Map<String, Disposable> followed = new ConcurrentHashMap<>();
    private volatile BooleanSupplier leading = () -> true;

    /** @param between the least time from one event about a session to the next */
    public WorkspaceFeeds(
            WorkspaceWatch watch,
            SessionChanges changes,
            TransactionalOperator transactions,
            Duration between,
            Clock clock) {
        this(watch, changes, transactions, between, KEPT, clock);
    }

    /** @param kept how long a workspace is watched on after the last one who listened */
    WorkspaceFeeds(
            WorkspaceWatch watch,
            SessionChanges changes,
            TransactionalOperator transactions,
            Duration between,
            Duration kept,
            Clock clock) {
        this.watch = watch;
        this.changes = changes;
        this.transactions = transactions;
        this.between = between;
        this.kept = kept;
        this.clock = clock;
    }

    /** Has the reconciler show every session it looks at; it only does so where it leads. */
    public void follow(SessionReconciler reconciler, BooleanSupplier leads) {
        leading = leads;
        reconciler.onLook(this::look);
    }

    /** For somebody who is connected to this instance; it goes when nobody listens for a while. */
    public WorkspaceFeed of(Session session) {
        WorkspaceFeed feed = feed(session, false);
        // Who asked for it may have gone before listening.
        feed.mark().listening().dispose();
        return feed;
    }

    /** For somebody who is about to be connected, as the script of a page is that was only asked for yet. */
    public WorkspaceFeed.Mark mark(Session session) {
        return feed(session, false).mark();
    }

    /** How many sessions are listened to. */
    int size() {
        return feeds.size();
    }

    /** Begins to tell of a session that is up, and ends with it. */
    void look(Session session) {
        if (!session.isUp()) {
            unfollow(session.id());
            WorkspaceFeed feed = feeds.get(session.id());
            if (feed != null && session.status() == SessionStatus.DELETED) {
                feed.end();
            }
        } else if (!followed.containsKey(session.id())) {
            Disposable.Swap following = Disposables.swap();
            if (followed.putIfAbsent(session.id(), following) == null) {
                following.update(follow(session, following));
            }
        }
    }

    /** Nobody is told of anything any more. */
    public void stop() {
        followed.keySet().forEach(this::unfollow);
        feeds.values().forEach(WorkspaceFeed::end);
    }

    private Disposable follow(Session session, Disposable following) {
        // What happened to a session that served before is not known: nobody looked.
        boolean isNew = !session.hasAnswered();
        Flux<WorkspaceChanges> told = feed(session, isNew).changes();
        Flux<WorkspaceChanges> all = isNew ? told : told.startWith(WorkspaceChanges.unknown(clock.instant()));
        return Backlog.merged(all.takeWhile(_ -> leading.getAsBoolean()), WorkspaceChanges::and)
                .concatMap(seen -> tell(session, seen).then(Mono.delay(between)), 0)
                .doFinally(_ -> followed.remove(session.id(), following))
                .subscribe(
                        _ -> {},
                        failure -> LOG.log(
                                Level.WARNING,
                                () -> "changes of session " + session.id() + " are not told: " + failure));
    }

    private Mono<Void> tell(Session session, WorkspaceChanges seen) {
        return changes.note(seen.of(session))
                .as(transactions::transactional)
                .doOnError(failure -> LOG.log(Level.DEBUG, "changes of session " + session.id(), failure))
                .retryWhen(AGAIN);
    }

    private void unfollow(String sessionId) {
        @Nullable Disposable following = followed.remove(sessionId);
        if (following != null) {
            following.dispose();
        }
    }

    private WorkspaceFeed feed(Session session, boolean asNew) {
        String id = session.id();
        return feeds.computeIfAbsent(
                id,
                _ -> new WorkspaceFeed(session, asNew, watch, kept, clock, unwatched -> feeds.remove(id, unwatched)));
    }
}
