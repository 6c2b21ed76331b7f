package dev.steward.kit.outbox;

import dev.steward.kit.config.ShutdownBudget;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes what the outbox holds, on one virtual thread per instance, of which one leads. Its lifecycle surrounds that
 * of the web server and the listeners: it starts before they make events and stops after they made the last.
 */
final class OutboxRelay implements SmartLifecycle {

    /** Below the web server's, which stops before this. */
    static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 8192;

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Supplier<RelaySession> sessions;
    private final EventPublisher publisher;
    private final RelaySignal signal;
    private final RelayMetrics metrics;
    private final OutboxProperties properties;
    private final Runnable leadTaken;

    private final Set<Long> undeleted = new HashSet<>();

    private @Nullable RelayTurn turn;
    private @Nullable Thread thread;
    private volatile boolean running;
    private volatile long flushDeadline;
    private boolean failing;

    OutboxRelay(
            Supplier<RelaySession> sessions,
            EventPublisher publisher,
            RelaySignal signal,
            RelayMetrics metrics,
            OutboxProperties properties,
            Runnable leadTaken) {
        this.sessions = sessions;
        this.publisher = publisher;
        this.signal = signal;
        this.metrics = metrics;
        this.properties = properties;
        this.leadTaken = leadTaken;
    }

    @Override
    public synchronized void start() {
        running = true;
        thread = Thread.ofVirtual().name("outbox-relay").start(this::run);
    }

    /** Publishes what is there, for a while, then lets go of the lead. */
    @Override
    public synchronized void stop() {
        Thread relay = thread;
        if (relay == null) {
            return;
        }
        flushDeadline = System.nanoTime() + properties.flushTimeout().toNanos();
        running = false;
        signal.wake();
        try {
            if (!relay.join(properties.flushTimeout().plus(ShutdownBudget.RELAY_END))) {
                relay.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void run() {
        Duration pause = properties.pollInterval();
        boolean woken = false;
        try {
            while (running) {
                boolean again = false;
                try {
                    again = work(woken);
                    pause = properties.pollInterval();
                } catch (RuntimeException e) {
                    failed(e);
                    pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
                }
                woken = again || signal.await(pause);
            }
            flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            endTurn();
            publisher.close();
        }
    }

    private boolean work(boolean woken) throws InterruptedException {
        if (turn == null) {
            turn = new RelayTurn(
                    sessions.get(), publisher, signal, metrics, properties.batchSize(), undeleted, leadTaken);
        }
        boolean again = turn.work(woken, this::goOn);
        if (failing && turn.failure() == null) {
            failing = false;
            LOG.info("The outbox is being published again");
        } else if (turn.failure() != null) {
            warnOnce(turn.failure());
        }
        return again;
    }

    /** While a batch waits for the broker: at a shutdown only so long. */
    private boolean goOn() {
        warnOnce(new IllegalStateException("the broker does not acknowledge"));
        return running || System.nanoTime() < flushDeadline;
    }

    private void flush() throws InterruptedException {
        try {
            while (System.nanoTime() < flushDeadline && work(true)) {
                LOG.debug("Publishing what is left before the end");
            }
        } catch (RuntimeException e) {
            LOG.warn("The outbox was not published to its end; the next start goes on: {}", e.toString());
        }
    }

    private void failed(RuntimeException e) {
        endTurn();
        warnOnce(e);
    }

    private void warnOnce(Throwable e) {
        if (!failing) {
            failing = true;
            LOG.warn("The outbox waits, nothing is lost: {}", e.toString());
        }
    }

    private void endTurn() {
        metrics.follows();
        if (turn != null) {
            turn.close();
            turn = null;
        }
        // Without the session there is no lead, and what is in flight may now be another's to send.
        publisher.discard();
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
