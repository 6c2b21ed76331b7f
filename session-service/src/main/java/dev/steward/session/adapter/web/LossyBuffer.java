package dev.steward.session.adapter.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.SignalType;

/**
 * Holds messages back for a reader that is slow, up to so many characters. Then the oldest go, and in their place the reader
 * is told how many they were.
 */
final class LossyBuffer extends BaseSubscriber<String> {

    /** What a message costs beside its characters. */
    private static final int OVERHEAD = 64;

    private final FluxSink<String> reader;
    private final long capacity;
    private final LongFunction<String> notice;
    private final Deque<String> waiting = new ArrayDeque<>();
    private final AtomicInteger drains = new AtomicInteger();
    private long size;
    private long dropped;
    private volatile boolean over;
    private volatile @Nullable Throwable failure;

    private LossyBuffer(FluxSink<String> reader, long capacity, LongFunction<String> notice) {
        this.reader = reader;
        this.capacity = capacity;
        this.notice = notice;
    }

    /** @param notice the message that so many were dropped */
    static Flux<String> of(Flux<String> messages, long capacity, LongFunction<String> notice) {
        return Flux.create(
                sink -> {
                    LossyBuffer buffer = new LossyBuffer(sink, capacity, notice);
                    sink.onRequest(_ -> buffer.drain());
                    sink.onDispose(buffer);
                    messages.subscribe(buffer);
                },
                FluxSink.OverflowStrategy.IGNORE);
    }

    @Override
    protected void hookOnNext(String message) {
        synchronized (waiting) {
            waiting.add(message);
            size += cost(message);
            while (size > capacity) {
                size -= cost(waiting.remove());
                dropped++;
            }
        }
        drain();
    }

    @Override
    protected void hookOnError(Throwable error) {
        failure = error;
    }

    @Override
    protected void hookFinally(SignalType how) {
        over = true;
        drain();
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
        while (reader.requestedFromDownstream() > 0) {
            boolean last = over;
            String message = next();
            if (message == null) {
                if (last) {
                    end();
                }
                return;
            }
            reader.next(message);
        }
        if (over && isEmpty()) {
            end();
        }
    }

    private @Nullable String next() {
        synchronized (waiting) {
            if (dropped > 0) {
                String told = notice.apply(dropped);
                dropped = 0;
                return told;
            }
            String message = waiting.poll();
            size -= message == null ? 0 : cost(message);
            return message;
        }
    }

    private boolean isEmpty() {
        synchronized (waiting) {
            return waiting.isEmpty() && dropped == 0;
        }
    }

    private void end() {
        Throwable cause = failure;
        if (cause == null) {
            reader.complete();
        } else {
            reader.error(cause);
        }
    }

    private static long cost(String message) {
        return (long) message.length() + OVERHEAD;
    }
}
