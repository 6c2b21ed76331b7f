package dev.steward.session.adapter.process;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices the end of attempts: by the shim's record, which inotify reports at once, and by looking at its pid, for a
 * shim that was killed and recorded nothing. Tells the session's id; the listener finds out what happened. Owns two
 * threads.
 */
final class ProcessWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessWatch.class);

    private record Watched(AttemptRecord attempt, WatchKey key) {}

    private final Map<String, Watched> watched = new ConcurrentHashMap<>();
    private final WatchService records;
    private final ScheduledExecutorService checks = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("session-pids").daemon().factory(), new DiscardPolicy());
    private final AtomicBoolean due = new AtomicBoolean();
    private final Duration interval;
    private final Predicate<AttemptRecord> alive;
    private volatile Consumer<String> listener = _ -> {};

    ProcessWatch(Predicate<AttemptRecord> alive, Duration interval) {
        this.alive = alive;
        this.interval = interval;
        try {
            this.records = FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().name("session-records").daemon().start(this::follow);
    }

    void onEnd(Consumer<String> told) {
        listener = told;
    }

    /** Watches an attempt until it has ended; an attempt before it is no longer watched. */
    void watch(String id, AttemptRecord attempt) {
        Watched known = watched.get(id);
        if (known != null && known.attempt().equals(attempt)) {
            return;
        }
        try {
            drop(watched.put(id, new Watched(attempt, attempt.folder().register(records, ENTRY_CREATE))));
            checkInTime();
        } catch (IOException e) {
            // The folder went away between two looks; whoever looks next sees that the attempt is gone.
            LOG.debug("cannot watch {}", attempt.folder(), e);
        }
    }

    void forget(String id) {
        drop(watched.remove(id));
    }

    @Override
    public void close() throws IOException {
        checks.shutdownNow();
        records.close();
    }

    private void follow() {
        try {
            while (true) {
                WatchKey key = records.take();
                boolean ended = key.pollEvents().stream()
                        .anyMatch(event -> Path.of("exit").equals(event.context()));
                key.reset();
                if (ended) {
                    watched.forEach((id, entry) -> endedIf(entry.key().equals(key), id, entry));
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing is looked at while nothing is watched: a thread that wakes up costs, too. */
    private void checkInTime() {
        if (!watched.isEmpty() && due.compareAndSet(false, true)) {
            ScheduledFuture<?> _ = checks.schedule(this::check, interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void check() {
        try {
            watched.forEach((id, entry) -> endedIf(!alive.test(entry.attempt()), id, entry));
        } catch (RuntimeException e) {
            LOG.warn("cannot check the processes of sessions", e);
        } finally {
            due.set(false);
            checkInTime();
        }
    }

    private void endedIf(boolean ended, String id, Watched entry) {
        if (ended && watched.remove(id, entry)) {
            entry.key().cancel();
            listener.accept(id);
        }
    }

    private static void drop(@Nullable Watched entry) {
        if (entry != null) {
            entry.key().cancel();
        }
    }
}
