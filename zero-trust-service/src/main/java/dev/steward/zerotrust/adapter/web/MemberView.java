package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.Role;
import java.util.List;

record MemberView(String projectId, String userId, Role role) {

    static List<MemberView> of(Project project) {
        return project.members().entrySet().stream()
                .map(member -> new MemberView(project.id().value(), member.getKey(), member.getValue()))
                .toList();
    }
}
