package dev.steward.session.adapter.process;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.WorkspaceChanges;
import dev.steward.session.port.WorkspaceWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Scheduler;

/**
 * Watches workspaces as folders of this host, by inotify. Changes are looked at a window after the first hint of them,
 * on the given scheduler, made of virtual threads.
 */
public final class DiskWorkspaceWatch implements WorkspaceWatch, AutoCloseable {

    private final SessionFolders folders;
    private final WatchLimits limits;
    private final Duration window;
    private final Clock clock;
    private final Scheduler blocking;
    private final FolderEvents events = new FolderEvents();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("workspace-windows").daemon().factory());

    /** @param window within which changes are told of at once */
    public DiskWorkspaceWatch(Path dataFolder, WatchLimits limits, Duration window, Clock clock, Scheduler blocking) {
        this.folders = SessionFolders.below(dataFolder);
        this.limits = limits;
        this.window = window;
        this.clock = clock;
        this.blocking = blocking;
    }

    @Override
    public Flux<WorkspaceChanges> watch(Session session, boolean asNew) {
        return Flux.create(sink -> {
            Watch watch = new Watch(folders.workspace(session.id()), asNew, sink);
            sink.onDispose(watch::end);
            watch.begin();
        });
    }

    @Override
    public void close() throws IOException {
        events.close();
        timer.shutdownNow();
    }

    private final class Watch {

        private final WatchedTree tree;
        private final FluxSink<WorkspaceChanges> sink;
        private final AtomicBoolean due = new AtomicBoolean();
        private final ReentrantLock looking = new ReentrantLock();
        private boolean telling;
        private boolean ended;

        Watch(Path workspace, boolean asNew, FluxSink<WorkspaceChanges> sink) {
            this.tree = new WatchedTree(workspace, events::register, limits, this::hint);
            this.sink = sink;
            this.telling = asNew;
        }

        void begin() {
            if (due.compareAndSet(false, true)) {
                var _ = blocking.schedule(this::look);
            }
        }

        private void hint() {
            if (due.compareAndSet(false, true)) {
                ScheduledFuture<?> _ =
                        timer.schedule(() -> blocking.schedule(this::look), window.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        private void look() {
            due.set(false);
            looking.lock();
            try {
                if (ended) {
                    return;
                }
                boolean wasThere = tree.isThere();
                WorkspaceChanges changes = tree.look(clock.instant());
                if (telling && !changes.isEmpty()) {
                    sink.next(changes);
                }
                // What is in a workspace when it is first seen was there before, unless there was none.
                telling |= !wasThere;
                if (!tree.isThere()) {
                    hint();
                }
            } catch (IOException | RuntimeException e) {
                sink.error(e);
            } finally {
                looking.unlock();
            }
        }

        void end() {
            looking.lock();
            try {
                ended = true;
                tree.close();
            } finally {
                looking.unlock();
            }
        }
    }
}
