package dev.steward.session.domain;

import java.util.Optional;

/**
 * How much all sessions of a user, or of a project, may take together.
 *
 * @param sessions so many may be up at once
 * @param resources of those that are up; of the disk, of all that are not deleted
 */
public record Quota(long sessions, Resources resources) {

    /** Whose quota it is. */
    public enum Scope {
        USER,
        PROJECT
    }

    /**
     * A session that would take more than is left.
     *
     * @param limit what there is too little of: {@code sessions}, {@code cpu}, {@code memory} or {@code disk}
     * @param allowed in all, as a quantity
     * @param used by the others, as a quantity
     * @param wanted by this one, as a quantity
     */
    public record Exceeded(Scope scope, String limit, String allowed, String used, String wanted) {}

    /** The first limit that what is taken would go beyond with so much more; empty when it stays within all. */
    public Optional<Exceeded> exceeded(Scope scope, Taken taken, Taken more) {
        if (more.sessions() > 0 && taken.sessions() + more.sessions() > sessions) {
            return Optional.of(new Exceeded(
                    scope,
                    "sessions",
                    String.valueOf(sessions),
                    String.valueOf(taken.sessions()),
                    String.valueOf(more.sessions())));
        }
        for (Resource resource : Resource.values()) {
            long allowed = resource.of(resources);
            long wanted = more.of(resource);
            if (wanted > 0 && taken.of(resource) + wanted > allowed) {
                return Optional.of(new Exceeded(
                        scope,
                        resource.text(),
                        resource.write(allowed),
                        resource.write(taken.of(resource)),
                        resource.write(wanted)));
            }
        }
        return Optional.empty();
    }
}
