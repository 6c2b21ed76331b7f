package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.AuditHead;
import dev.steward.zerotrust.domain.AuditProblem;
import dev.steward.zerotrust.domain.AuditReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of looking at the audit, or a piece of it.
 *
 * @param head the last batch that was looked at; of the last piece the end of the chain
 * @param verifiedTo the last batch that is as it was sealed; 0 when there is none
 * @param complete whether there is nothing more to look at, which is also so after a problem
 * @param next the from_sequence of the next piece
 */
record AuditReportView(
        boolean intact,
        boolean complete,
        long verifiedTo,
        @Nullable Long next,
        @Nullable HeadView head,
        long batches,
        long rows,
        long expiredBatches,
        long notYetSealed,
        @Nullable Instant notYetSealedSince,
        @Nullable ProblemView firstProblem) {

    /** The end of the chain, as it is published. */
    record HeadView(long batch, long rows, String hash) {

        static HeadView from(AuditHead head) {
            return new HeadView(head.sequence(), head.total(), head.hash().hex());
        }
    }

    /** The first thing that is not as it was sealed. */
    record ProblemView(
            String kind, @Nullable Long batch, @Nullable String rowId, String detail) {

        static ProblemView from(AuditProblem problem) {
            return new ProblemView(problem.kind().wireName(), problem.batch(), problem.rowId(), problem.detail());
        }
    }

    static AuditReportView from(AuditReport report, long from) {
        return new AuditReportView(
                report.problem() == null,
                report.next() == null,
                report.head() == null ? from - 1 : report.head().sequence(),
                report.next(),
                report.head() == null ? null : HeadView.from(report.head()),
                report.batches(),
                report.rows(),
                report.expired(),
                report.unsealed(),
                report.oldestUnsealed(),
                report.problem() == null ? null : ProblemView.from(report.problem()));
    }
}
