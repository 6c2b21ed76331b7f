package dev.steward.session.adapter.process;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What inotify says of folders. One instance of it serves all sessions, because a user of the host may have few. A path
 * may lead to a folder that somebody else watches, too: then both have one key, which lasts as long as either. Owns a
 * thread.
 */
final class FolderEvents implements AutoCloseable {

    private final WatchService service;
    private final Map<WatchKey, Set<Listener>> listeners = new ConcurrentHashMap<>();

    FolderEvents() {
        try {
            this.service = FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().name("workspace-events").daemon().start(this::follow);
    }

    /** Told from one thread, which must not be held up. */
    interface Listener {

        /** Something of this name may have been made, changed or removed. */
        void changed(Path name);

        /** Anything may have happened, to the folder itself as well. */
        void lost();
    }

    /** Ends what a listener is told. */
    interface Registration {

        void end();
    }

    /** By the path, which is looked up now: it is the listener's part to see whether what it hears of is there. */
    synchronized Registration register(Path folder, Listener listener) throws IOException {
        WatchKey key = folder.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
        listeners.computeIfAbsent(key, _ -> ConcurrentHashMap.newKeySet()).add(listener);
        return () -> end(key, listener);
    }

    private synchronized void end(WatchKey key, Listener listener) {
        Set<Listener> told = listeners.get(key);
        if (told != null && told.remove(listener) && told.isEmpty()) {
            listeners.remove(key);
            key.cancel();
        }
    }

    private void follow() {
        try {
            while (true) {
                WatchKey key = service.take();
                Set<Listener> told = listeners.getOrDefault(key, Set.of());
                for (WatchEvent<?> event : key.pollEvents()) {
                    told.forEach(listener -> tell(listener, event));
                }
                if (!key.reset()) {
                    told.forEach(Listener::lost);
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tell(Listener listener, WatchEvent<?> event) {
        if (event.context() instanceof Path name) {
            listener.changed(name);
        } else {
            listener.lost();
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
