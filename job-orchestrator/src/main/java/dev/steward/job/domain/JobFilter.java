package dev.steward.job.domain;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which jobs a list shows; null stands for any. */
public record JobFilter(
        @Nullable Set<String> projectIds,
        @Nullable JobStatus status,
        @Nullable String type) {

    public boolean matches(Job job) {
        return (projectIds == null || projectIds.contains(job.projectId()))
                && (status == null || status == job.status())
                && (type == null || type.equals(job.task().type()));
    }
}
