package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.IfMatch;
import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.ProjectState;
import java.time.Instant;
import java.util.List;
import org.springframework.http.ResponseEntity;

record ProjectView(
        String id, String projectId, String name, ProjectState state, Instant createdAt, List<MemberView> members) {

    static ProjectView from(Project project) {
        String id = project.id().value();
        return new ProjectView(id, id, project.name(), project.state(), project.createdAt(), MemberView.of(project));
    }

    static ResponseEntity<ProjectView> tagged(Project project) {
        return ResponseEntity.ok().eTag(IfMatch.tag(project.version())).body(from(project));
    }
}
