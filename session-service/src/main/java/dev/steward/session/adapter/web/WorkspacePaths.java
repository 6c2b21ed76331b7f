package dev.steward.session.adapter.web;

import dev.steward.kit.web.Problem;
import dev.steward.session.domain.WorkspacePath;

/** Paths of workspaces as requests name them. */
final class WorkspacePaths {

    private WorkspacePaths() {}

    /** @param field what to name when the text is no such path */
    static WorkspacePath parse(String field, String text) {
        String refusal = WorkspacePath.refusal(text);
        if (refusal != null) {
            throw Problem.invalid(field, refusal);
        }
        return WorkspacePath.of(text);
    }
}
