package dev.steward.zerotrust.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that has to be provable later. Who did it, and from where, is known where the request is.
 *
 * @param action such as {@code user.created}
 * @param actor the user who did it when the request does not say: a login has no token yet, and a request that another
 *     service refused is not this one
 * @param detail what else there is to say, without any secret
 */
public record AuditEntry(
        String action,
        AuditOutcome outcome,
        @Nullable Actor actor,
        String subjectType,
        String subjectId,
        @Nullable String projectId,
        Map<String, Object> detail) {

    /**
     * Who acted.
     *
     * @param id a user's id; null when nobody is known by the name
     * @param name as it was given, where one was
     * @param address from where, when the request was another service's
     */
    public record Actor(
            @Nullable String id,
            @Nullable String name,
            @Nullable String address) {

        public Actor(@Nullable String id, @Nullable String name) {
            this(id, name, null);
        }
    }

    /** A change that was made by whoever made the request. */
    public static AuditEntry change(
            String action,
            String subjectType,
            String subjectId,
            @Nullable String projectId,
            Map<String, Object> detail) {
        return new AuditEntry(action, AuditOutcome.SUCCESS, null, subjectType, subjectId, projectId, detail);
    }
}
