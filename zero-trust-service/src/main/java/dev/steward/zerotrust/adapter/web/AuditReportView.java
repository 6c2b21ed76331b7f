package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.AuditHead;
import dev.steward.zerotrust.domain.AuditProblem;
import dev.steward.zerotrust.domain.AuditReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of looking at the whole audit. */
record AuditReportView(
        boolean intact,
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

    static AuditReportView from(AuditReport report) {
        return new AuditReportView(
                report.problem() == null,
                report.head() == null ? null : HeadView.from(report.head()),
                report.batches(),
                report.rows(),
                report.expired(),
                report.unsealed(),
                report.oldestUnsealed(),
                report.problem() == null ? null : ProblemView.from(report.problem()));
    }
}
