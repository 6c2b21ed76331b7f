package dev.steward.session.adapter.web;

import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import dev.steward.session.application.SessionService;
import dev.steward.session.application.UsageRecords;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What a session used. */
@RestController
@RequestMapping("/api/v1/sessions/{id}/usage")
final class SessionUsageController {

    private final UsageRecords usage;
    private final VisibleSession visible;

    SessionUsageController(SessionService sessions, UsageRecords usage, ProjectAccess access) {
        this.usage = usage;
        this.visible = new VisibleSession(sessions, access);
    }

    /** Lists the usage windows of a session, newest first; each begins where the one before ended. */
    @GetMapping
    Mono<Page<UsageWindowResponse>> list(@PathVariable String id, PageQuery page) {
        return visible.find(id)
                .flatMap(session -> usage.page(session.id(), page.offset(), page.pageSize()))
                .map(found -> Page.of(found.windows(), page, found.total()).map(UsageWindowResponse::from));
    }
}
