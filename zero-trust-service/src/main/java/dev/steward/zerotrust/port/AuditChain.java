package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.AuditBatch;
import dev.steward.zerotrust.domain.AuditRecord;
import dev.steward.zerotrust.domain.PublishedHead;
import dev.steward.zerotrust.domain.SealedRow;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The chain of batches that seals the rows of the audit, and what is needed to prove it. */
public interface AuditChain {

    /** False while another seals; else nobody does before the caller's transaction ends. */
    Mono<Boolean> lock();

    /** The end of the chain; empty when it has not begun. */
    Mono<AuditBatch> last();

    /** Rows that were never sealed, in the order of their time and id; they are not answered again if the transaction holds. */
    Mono<List<AuditRecord>> takeUnsealed(int limit);

    Mono<Void> append(AuditBatch.Sealed sealed);

    /** Empty when none was published. */
    Mono<PublishedHead> lastPublished();

    Mono<Void> append(PublishedHead published);

    /** In order. */
    Mono<List<AuditBatch>> batchesAfter(long sequence, int limit);

    /** What batches from the one to the other, both included, have sealed, in the order of batch and position. */
    Flux<SealedRow> rowsOf(long firstBatch, long lastBatch);

    /**
     * The first head published of batches from the one to the other, both included, that the chain does not have; empty when
     * it has all, as far as its batches are kept.
     */
    Mono<PublishedHead> firstLostHead(long firstBatch, long lastBatch);

    /** Empty when there is none of this sequence. */
    Mono<AuditBatch> batch(long sequence);

    /** The id of a row within this time that was neither sealed nor waits to be; empty when there is none. */
    Mono<String> stray(Instant from, Instant to);

    /** Empty when there are no rows. */
    Mono<Waiting> waiting();

    /**
     * What was not sealed yet.
     *
     * @param first when the oldest row of all was written
     * @param rows how many wait
     * @param oldest since when the first of them waits, or {@link Instant#MAX}
     */
    record Waiting(Instant first, long rows, Instant oldest) {}
}
