package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.ProjectState;
import java.time.Instant;
import java.util.List;

record ProjectView(
        String id, String projectId, String name, ProjectState state, Instant createdAt, List<MemberView> members) {

    static ProjectView from(Project project) {
        String id = project.id().value();
        List<MemberView> members = project.members().entrySet().stream()
                .map(member -> new MemberView(id, member.getKey(), member.getValue()))
                .toList();
        return new ProjectView(id, id, project.name(), project.state(), project.createdAt(), members);
    }
}
