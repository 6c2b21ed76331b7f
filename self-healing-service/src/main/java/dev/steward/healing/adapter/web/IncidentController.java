package dev.steward.healing.adapter.web;

import dev.steward.healing.application.IncidentQueries;
import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import dev.steward.kit.web.Problem;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Incidents of the projects the caller may see. */
@RestController
class IncidentController {

    private static final String NO_SUCH_INCIDENT = "There is no such incident.";

    private final IncidentQueries incidents;
    private final ProjectAccess access;

    IncidentController(IncidentQueries incidents, ProjectAccess access) {
        this.incidents = incidents;
        this.access = access;
    }

    /**
     * Lists incidents without their timelines, newest first.
     *
     * @param parameters {@code project_id}: only of this project; {@code target_id}: only of this target; {@code status}:
     *     only in this state
     */
    @GetMapping("/api/v1/incidents")
    Mono<Page<IncidentResponse>> list(PageQuery page, @RequestParam MultiValueMap<String, String> parameters) {
        IncidentListQuery query = IncidentListQuery.read(parameters);
        return projects(query.projectId())
                .flatMap(projects -> incidents.list(query.within(projects.ids()), page.offset(), page.pageSize()))
                .map(found -> Page.of(found.items(), page, found.total()).map(IncidentResponse::from));
    }

    /** Shows an incident with its timeline. */
    @GetMapping("/api/v1/incidents/{id}")
    Mono<IncidentResponse> get(@PathVariable String id) {
        return incidents
                .find(id)
                .switchIfEmpty(Mono.error(() -> Problem.notFound(NO_SUCH_INCIDENT)))
                .delayUntil(incident -> access.require(incident.target().projectId(), NO_SUCH_INCIDENT))
                .flatMap(incident ->
                        incidents.timeline(incident).map(timeline -> IncidentResponse.from(incident, timeline)));
    }

    private Mono<Projects> projects(@Nullable String asked) {
        return asked == null
                ? access.visible().map(visible -> new Projects(visible.all() ? null : visible.ids()))
                : access.require(asked).thenReturn(new Projects(Set.of(asked)));
    }

    /** Null stands for all. */
    private record Projects(@Nullable Set<String> ids) {}
}
