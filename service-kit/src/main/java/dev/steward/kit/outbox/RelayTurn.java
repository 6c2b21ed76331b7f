package dev.steward.kit.outbox;

import dev.steward.kit.outbox.EventPublisher.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the relay does with one database session: wait for the lead, then publish batch by batch. Used by one thread. */
final class RelayTurn implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RelayTurn.class);
    private static final long MEASURE_NANOS = Duration.ofSeconds(5).toNanos();

    private final RelaySession session;
    private final EventPublisher publisher;
    private final RelaySignal signal;
    private final RelayMetrics metrics;
    private final int batchSize;
    private final Set<Long> undeleted;
    private final Runnable leadTaken;

    private final HeldTopics held = new HeldTopics();
    private boolean leading;
    private long measured = System.nanoTime() - MEASURE_NANOS;
    private @Nullable Throwable failure;

    /** Wants a set that outlives the turn: what was acknowledged but is still in the table, because a delete failed. */
    RelayTurn(
            RelaySession session,
            EventPublisher publisher,
            RelaySignal signal,
            RelayMetrics metrics,
            int batchSize,
            Set<Long> undeleted,
            Runnable leadTaken) {
        this.session = session;
        this.publisher = publisher;
        this.signal = signal;
        this.metrics = metrics;
        this.batchSize = batchSize;
        this.undeleted = undeleted;
        this.leadTaken = leadTaken;
    }

    /**
     * Does one round.
     *
     * @param woken whether something was committed here since the last round
     * @return whether there is more to do at once
     */
    boolean work(boolean woken, BooleanSupplier goOn) throws InterruptedException {
        failure = null;
        if (!leading) {
            leading = session.tryLead();
            if (!leading) {
                if (woken) {
                    session.wakeLeader();
                }
                return false;
            }
            session.listen(signal::wake);
            LOG.info("This instance publishes the outbox");
            leadTaken.run();
        }
        measure();
        return publishBatch(goOn);
    }

    /** Why the last round left rows for later; null when it did not. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    private boolean publishBatch(BooleanSupplier goOn) throws InterruptedException {
        List<OutboxRow> rows = session.read(batchSize, held.toSkip());
        if (rows.isEmpty()) {
            held.sawAll(Set.of());
            metrics.topicsHeld(held.size());
            return false;
        }
        List<OutboxRow> unsent =
                rows.stream().filter(row -> !undeleted.contains(row.position())).toList();
        Outcome outcome = publisher.send(unsent, () -> goOn.getAsBoolean() && stillLeads());
        undeleted.addAll(outcome.published());
        session.delete(undeleted);
        undeleted.clear();
        outcome.refused().forEach(this::quarantine);
        metrics.published(outcome.published().size());
        failure = outcome.failure();
        held.add(outcome.held());
        if (failure == null && rows.size() < batchSize) {
            held.sawAll(outcome.held().keySet());
        }
        metrics.topicsHeld(held.size());
        return failure == null && rows.size() == batchSize;
    }

    private void quarantine(long position, String cause) {
        session.quarantine(position, cause);
        metrics.quarantined(1);
        LOG.error("Outbox row {} was set aside in outbox_quarantine: {}", position, cause);
    }

    private boolean stillLeads() {
        measure();
        return session.isAlive();
    }

    private void measure() {
        long now = System.nanoTime();
        if (now - measured >= MEASURE_NANOS) {
            measured = now;
            metrics.leads(session.depth());
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
