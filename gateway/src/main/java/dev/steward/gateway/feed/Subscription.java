package dev.steward.gateway.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Holds events back for one reader, up to so many; what comes on top of them is dropped and counted, and the reader is told
 * in the place where it is missing. While what was before is still being read, nothing that is dropped is lost: it is read,
 * too.
 */
final class Subscription {

    private final Predicate<ReadEvent> wanted;
    private final int capacity;
    private final long characters;
    private final Deque<FeedMessage> waiting = new ArrayDeque<>();
    private final AtomicInteger drains = new AtomicInteger();
    private @Nullable FluxSink<FeedMessage> reader;
    private long size;
    private long dropped;
    private boolean missed;

    /**
     * For one reader.
     *
     * @param capacity how many messages are held back
     * @param characters how many they may have together, unless it is one
     */
    Subscription(Predicate<ReadEvent> wanted, int capacity, long characters) {
        this.wanted = wanted;
        this.capacity = capacity;
        this.characters = characters;
    }

    /** Told by one thread, in order. */
    void offer(ReadEvent event) {
        if (wanted.test(event)) {
            offer(event.message());
        }
    }

    void offer(FeedMessage message) {
        synchronized (waiting) {
            boolean full = !waiting.isEmpty() && size + sizeOf(message) > characters;
            if (waiting.size() >= capacity || full) {
                dropped++;
                missed = true;
                return;
            }
            note();
            waiting.add(message);
            size += sizeOf(message);
        }
        drain();
    }

    /** Tells a reader that was told of everything where to go on; whoever is behind will be told by the events. */
    void beat(String id) {
        synchronized (waiting) {
            if (reader == null || !waiting.isEmpty() || dropped > 0) {
                return;
            }
            waiting.add(new FeedMessage.Idle(id));
        }
        drain();
    }

    boolean isWanted(ReadEvent event) {
        return wanted.test(event);
    }

    /** Forgets what is held back, for it will be read; false if nothing was dropped, and so nothing has to be. */
    boolean begunAnew() {
        synchronized (waiting) {
            if (!missed) {
                return false;
            }
            waiting.clear();
            size = 0;
            dropped = 0;
            missed = false;
            return true;
        }
    }

    /** What is held back and what comes. For one reader, once. */
    Flux<FeedMessage> live() {
        return Flux.create(
                sink -> {
                    synchronized (waiting) {
                        reader = sink;
                    }
                    sink.onRequest(_ -> drain());
                },
                FluxSink.OverflowStrategy.IGNORE);
    }

    private void note() {
        if (dropped > 0) {
            waiting.add(new FeedMessage.Dropped(dropped));
            dropped = 0;
        }
    }

    private void drain() {
        if (drains.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            pass();
            seen = drains.addAndGet(-seen);
        } while (seen != 0);
    }

    private void pass() {
        @Nullable FluxSink<FeedMessage> sink;
        synchronized (waiting) {
            sink = reader;
        }
        while (sink != null && sink.requestedFromDownstream() > 0) {
            @Nullable FeedMessage message;
            synchronized (waiting) {
                if (waiting.isEmpty()) {
                    note();
                }
                message = waiting.poll();
                size -= message == null ? 0 : sizeOf(message);
            }
            if (message == null) {
                return;
            }
            sink.next(message);
        }
    }

    private static long sizeOf(FeedMessage message) {
        return message instanceof FeedMessage.Event(var _, var json) ? json.length() : 0;
    }
}
