package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.ProjectState;
import dev.steward.zerotrust.domain.ProjectSummary;
import java.time.Instant;

record ProjectSummaryView(String id, String projectId, String name, ProjectState state, Instant createdAt) {

    static ProjectSummaryView from(ProjectSummary project) {
        String id = project.id().value();
        return new ProjectSummaryView(id, id, project.name(), project.state(), project.createdAt());
    }
}
