package dev.steward.cost;

import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.web.PageQuery;
import java.util.Set;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What projects the caller may see have cost. */
@RestController
class CostController {

    private final LedgerReports reports;
    private final ProjectAccess access;

    CostController(LedgerReports reports, ProjectAccess access) {
        this.reports = reports;
        this.access = access;
    }

    /**
     * Reports costs in millionths of the currency, those with the newest usage first.
     *
     * @param parameters {@code group_by} (required): project, session or job; {@code project_id}: only of this project;
     *     {@code from}: windows that start at or after this time; {@code to}: windows that start before this time
     */
    @GetMapping("/api/v1/costs")
    Mono<CostReport> costs(PageQuery page, @RequestParam MultiValueMap<String, String> parameters) {
        CostQuery query = CostQuery.read(parameters);
        String project = query.projectId();
        return project == null
                ? access.visible().flatMap(visible -> reports.report(query, visible.all() ? null : visible.ids(), page))
                : access.require(project).then(Mono.defer(() -> reports.report(query, Set.of(project), page)));
    }
}
