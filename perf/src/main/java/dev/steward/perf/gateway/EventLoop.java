package dev.steward.perf.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that makes the load and answers as the upstream: what is measured has the other core for itself, and these
 * two never wait for each other to be scheduled. All that belongs to it is touched by it alone.
 */
final class EventLoop implements AutoCloseable {

    /** What a channel belongs to. */
    interface Ready {
        void ready(SelectionKey key);
    }

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private @Nullable Runnable beat;
    private volatile boolean over;

    EventLoop() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Thread.ofPlatform().daemon().name("load").start(this::run);
    }

    /** Runs it on the loop and waits until it was. */
    void call(Runnable work) {
        var done = new CompletableFuture<Void>();
        tasks.add(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        selector.wakeup();
        done.join();
    }

    /** On the loop: while there is one it is called again and again, as nothing else is exact enough to keep a time. */
    void beat(@Nullable Runnable each) {
        beat = each;
    }

    /** On the loop. */
    SelectionKey register(SelectableChannel channel, int operations, Ready owner) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, operations, owner);
    }

    private void run() {
        try {
            while (!over) {
                if (beat == null) {
                    selector.select(EventLoop::tell);
                } else {
                    selector.selectNow(EventLoop::tell);
                    beat.run();
                }
                for (var task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
            }
            for (var key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (ClosedSelectorException | IOException e) {
            throw new IllegalStateException("the load ended", e);
        }
    }

    private static void tell(SelectionKey key) {
        ((Ready) key.attachment()).ready(key);
    }

    @Override
    public void close() {
        over = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
