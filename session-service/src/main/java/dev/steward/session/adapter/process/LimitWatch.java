package dev.steward.session.adapter.process;

import dev.steward.session.domain.Exit;
import dev.steward.session.domain.Resources;
import dev.steward.session.domain.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds sessions to what of their limits the kernel does not: adds up the memory of their processes and measures their
 * workspaces, again and again, and ends those that have more. Owns two threads.
 */
final class LimitWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LimitWatch.class);

    private static final double GIB = 1 << 30;
    private static final long MIB = 1 << 20;

    /** A workspace is left alone for so many times as long as it took to measure. */
    private static final int REST = 20;

    /** In a row; so many files cost next to no disk and would never count otherwise. */
    private static final int MOST_UNMEASURED = 3;

    private static final class Watched {

        private final AttemptRecord attempt;
        private final Resources limits;
        private volatile long measureAt = System.nanoTime();
        private volatile @Nullable Double diskGib;
        private int unmeasured;

        private Watched(AttemptRecord attempt, Resources limits) {
            this.attempt = attempt;
            this.limits = limits;
        }
    }

    private final Map<String, Watched> watched = new ConcurrentHashMap<>();
    private final SessionHomes homes;
    private final SessionProcesses processes;
    private final ProcFs proc;
    private final Duration rest;
    private final ScheduledExecutorService memory = thread("session-memory");
    private final ScheduledExecutorService disk = thread("session-disk");

    /** @param memoryIsHeld whether the kernel does so */
    LimitWatch(SessionHomes homes, SessionProcesses processes, ProcFs proc, HostLimits limits, boolean memoryIsHeld) {
        this.homes = homes;
        this.processes = processes;
        this.proc = proc;
        this.rest = limits.diskInterval();
        if (!memoryIsHeld) {
            every(memory, limits.memoryInterval(), this::checkMemory);
        }
        every(disk, limits.diskInterval().dividedBy(4), this::checkDisks);
    }

    /** Watches an attempt until it is forgotten; an attempt before it is no longer watched. */
    void watch(Session session, AttemptRecord attempt) {
        Resources limits = session.identity().spec().resources();
        watched.compute(
                session.id(),
                (_, known) -> known != null && known.attempt.equals(attempt) ? known : new Watched(attempt, limits));
    }

    void forget(String id) {
        watched.remove(id);
    }

    /** What it took of the disk when that was measured last; null when it was not yet. */
    @Nullable
    Double diskGib(String id) {
        Watched entry = watched.get(id);
        return entry == null ? null : entry.diskGib;
    }

    @Override
    public void close() {
        memory.shutdownNow();
        disk.shutdownNow();
    }

    private void checkMemory() {
        Map<String, List<ProcessStat>> all = processes.bySession(watched.keySet());
        watched.forEach((id, entry) -> {
            List<ProcessStat> own = all.getOrDefault(id, List.of());
            long limit = entry.limits.memoryBytes();
            // Pages that processes share count once for each of them, unless it matters.
            if (bytes(proc.residentGib(own)) > limit) {
                long used = bytes(proc.proportionalGib(own));
                if (used > limit) {
                    end(id, entry, Exit.OUT_OF_MEMORY, exceeded("memory", used, limit));
                }
            }
        });
    }

    private void checkDisks() {
        watched.forEach((id, entry) -> {
            long begun = System.nanoTime();
            if (begun - entry.measureAt >= 0) {
                measure(id, entry);
                long took = System.nanoTime() - begun;
                entry.measureAt = System.nanoTime() + Math.max(rest.toNanos(), REST * took);
            }
        });
    }

    private void measure(String id, Watched entry) {
        try {
            long used = HostCommands.bytes(homes.files(id));
            entry.diskGib = used / GIB;
            entry.unmeasured = 0;
            long limit = entry.limits.diskBytes();
            if (used > limit) {
                end(id, entry, Exit.DISK_QUOTA, exceeded("disk", used, limit));
            }
        } catch (IOException e) {
            LOG.debug("cannot measure the workspace of session {}", id, e);
            if (++entry.unmeasured == MOST_UNMEASURED) {
                end(id, entry, Exit.DISK_QUOTA, "Its workspace has too many files to be measured.");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why goes first: whoever sees that it ended asks for it. */
    private void end(String id, Watched entry, String reason, String detail) {
        try {
            if (entry.attempt.ending().isPresent()) {
                return;
            }
            if (entry.attempt.why().isEmpty()) {
                LOG.info("ends session {}: {}", id, detail);
                entry.attempt.tellWhy(new AttemptRecord.Why(reason, detail));
            }
            processes.killAllButShim(id, entry.attempt);
        } catch (IOException e) {
            LOG.warn("cannot end session {}", id, e);
        }
    }

    private static String exceeded(String what, long used, long limit) {
        return "It used " + mib(used) + " MiB of " + what + " and may use " + mib(limit) + " MiB.";
    }

    private static long bytes(double gib) {
        return Math.round(gib * GIB);
    }

    private static long mib(long bytes) {
        return bytes / MIB;
    }

    private static void every(ScheduledExecutorService thread, Duration interval, Runnable work) {
        ScheduledFuture<?> _ = thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.warn("cannot check the limits of sessions", e);
                    }
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }
}
