package dev.steward.perf.gateway;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * So many connections to one address. Closed, each sends its next request when it was answered; open, requests begin at a
 * fixed rate and wait for a connection that is free, and what they wait counts: an answer takes from the moment its request
 * was due. All of it happens on the loop, but for what is read of it.
 */
final class Load implements ClientConnection.Owner {

    private static final long HIGHEST_MICROS = 60_000_000L;

    private final EventLoop loop;
    private final int port;
    private final Supplier<ByteBuffer> requests;
    /** Between two requests, 0 for none: closed. */
    private final long everyNanos;

    private final List<ClientConnection> open = new ArrayList<>();
    private final Deque<ClientConnection> free = new ArrayDeque<>();
    private final Queue<Long> waiting = new ArrayDeque<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private Histogram micros = new Histogram(HIGHEST_MICROS, 3);
    private long next;
    private boolean over;

    private Load(EventLoop loop, int port, Supplier<ByteBuffer> requests, long everyNanos) {
        this.loop = loop;
        this.port = port;
        this.requests = requests;
        this.everyNanos = everyNanos;
    }

    static Load closed(EventLoop loop, int port, int connections, Supplier<ByteBuffer> requests) {
        return new Load(loop, port, requests, 0).start(connections);
    }

    static Load open(EventLoop loop, int port, int connections, Supplier<ByteBuffer> requests, double perSecond) {
        return new Load(loop, port, requests, Math.max(1, Math.round(1e9 / perSecond))).start(connections);
    }

    private Load start(int connections) {
        loop.call(() -> {
            for (int i = 0; i < connections; i++) {
                open.add(new ClientConnection(loop, port, this));
            }
            next = System.nanoTime();
            if (everyNanos == 0) {
                List.copyOf(open).forEach(each -> each.send(requests.get(), System.nanoTime()));
            } else {
                free.addAll(open);
                loop.beat(this::beat);
            }
        });
        return this;
    }

    private void beat() {
        for (long now = System.nanoTime(); next <= now; next += everyNanos) {
            var by = free.poll();
            if (by == null) {
                waiting.add(next);
            } else {
                by.send(requests.get(), next);
            }
        }
    }

    @Override
    public void answered(ClientConnection by, int status, long due) {
        answered.incrementAndGet();
        micros.recordValue(Math.min(HIGHEST_MICROS, (System.nanoTime() - due) / 1000));
        if (status != 200) {
            failed.incrementAndGet();
        }
        goOn(by);
    }

    @Override
    public void broken(ClientConnection by) {
        open.remove(by);
        if (over) {
            return;
        }
        failed.incrementAndGet();
        try {
            var another = new ClientConnection(loop, port, this);
            open.add(another);
            goOn(another);
        } catch (UncheckedIOException e) {
            over = true;
        }
    }

    private void goOn(ClientConnection by) {
        if (over) {
            return;
        }
        if (everyNanos == 0) {
            by.send(requests.get(), System.nanoTime());
            return;
        }
        Long due = waiting.poll();
        if (due == null) {
            free.push(by);
        } else {
            by.send(requests.get(), due);
        }
    }

    long answered() {
        return answered.get();
    }

    long failed() {
        return failed.get();
    }

    /** How long answers took since this was asked last, in microseconds. */
    Histogram taken() {
        var before = new Histogram[1];
        loop.call(() -> {
            before[0] = micros;
            micros = new Histogram(HIGHEST_MICROS, 3);
        });
        return before[0];
    }

    /** Ends it; what was due and never sent has failed. */
    void stop() {
        loop.call(() -> {
            over = true;
            loop.beat(null);
            failed.addAndGet(waiting.size());
            open.forEach(ClientConnection::close);
        });
    }
}
