package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import dev.steward.zerotrust.application.AuditVerification;
import dev.steward.zerotrust.domain.AuditFilter;
import dev.steward.zerotrust.domain.AuditRecord;
import dev.steward.zerotrust.port.AuditRepository;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What was done, by whom and with what outcome, and the proof that nobody has changed a word of it. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditController {

    private static final int EXPORTED_AT_ONCE = 500;

    private final AuditRepository rows;
    private final AuditVerification verification;

    AuditController(AuditRepository rows, AuditVerification verification) {
        this.rows = rows;
        this.verification = verification;
    }

    /**
     * Lists rows of the audit, newest first.
     *
     * @param parameters {@code actor}: the id or the name of a user; {@code action}: such as login.failed;
     *     {@code subject}: the id of what it was done to; {@code project_id}: of this project only; {@code outcome}: success,
     *     failure, allow, deny or challenge; {@code from}: at or after this time; {@code to}: before this time
     */
    @GetMapping
    Mono<Page<AuditView>> list(PageQuery page, @RequestParam MultiValueMap<String, String> parameters) {
        AuditFilter filter = AuditQuery.filter(parameters);
        return Mono.zip(rows.list(filter, page.offset(), page.pageSize()), rows.count(filter))
                .map(found -> Page.of(found.getT1(), page, found.getT2()).map(AuditView::from));
    }

    /**
     * Exports all rows that a list would page through, oldest first, one JSON object a line. It is read as it is made:
     * whoever reads slowly holds nothing up.
     *
     * @param parameters {@code actor}: the id or the name of a user; {@code action}: such as login.failed;
     *     {@code subject}: the id of what it was done to; {@code project_id}: of this project only; {@code outcome}: success,
     *     failure, allow, deny or challenge; {@code from}: at or after this time; {@code to}: before this time
     */
    @GetMapping(path = "/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    Flux<AuditView> export(@RequestParam MultiValueMap<String, String> parameters) {
        AuditFilter filter = AuditQuery.filter(parameters);
        return rows.after(null, filter, EXPORTED_AT_ONCE)
                .expand(read -> read.size() < EXPORTED_AT_ONCE
                        ? Mono.empty()
                        : rows.after(read.getLast(), filter, EXPORTED_AT_ONCE))
                .concatMapIterable(AuditController::views, 1);
    }

    /**
     * Looks at the rows that were sealed, and proves that none was changed, removed or put elsewhere since, or names the
     * first that was. Rows of the last second or so wait to be sealed. A long chain is looked at in pieces: while
     * {@code complete} is false, what was looked at up to the batch {@code verified_to} is as {@code intact} says, and
     * {@code next} is the {@code from_sequence} of the piece that follows. Each is held to the batch before it, which
     * {@code batch}, {@code rows} and {@code hash} of the {@code head} answered last prove to be the same still; the last one
     * is held to what was published of the end of the chain.
     *
     * @param parameters {@code from_sequence}: the batch to begin with, without it the first; {@code batch}: of an audit.sealed event that the chain has to have; {@code rows}: of the same event;
     *     {@code hash}: of the same event
     */
    @PostMapping("/verify")
    Mono<AuditReportView> verify(@RequestParam MultiValueMap<String, String> parameters) {
        long from = AuditQuery.fromSequence(parameters);
        return verification.verify(from, AuditQuery.head(parameters)).map(report -> AuditReportView.from(report, from));
    }

    private static List<AuditView> views(List<AuditRecord> read) {
        return read.stream().map(AuditView::from).toList();
    }
}
