package dev.steward.session.domain;

/**
 * What sessions take of a quota.
 *
 * @param sessions how many are up
 * @param diskBytes also of those that are not, whose workspaces are kept
 */
public record Taken(long sessions, long cpuMillis, long memoryBytes, long diskBytes) {

    public static final Taken NOTHING = new Taken(0, 0, 0, 0);

    /** What a session takes as it is. */
    public static Taken by(Session session) {
        Resources resources = session.identity().spec().resources();
        if (session.status() == SessionStatus.DELETED) {
            return NOTHING;
        }
        return session.takesItsPlace() ? up(resources) : new Taken(0, 0, 0, resources.diskBytes());
    }

    /** What a session takes that is up. */
    public static Taken up(Resources resources) {
        return new Taken(1, resources.cpuMillis(), resources.memoryBytes(), resources.diskBytes());
    }

    public Taken plus(Taken other) {
        return new Taken(
                sessions + other.sessions,
                cpuMillis + other.cpuMillis,
                memoryBytes + other.memoryBytes,
                diskBytes + other.diskBytes);
    }

    public Taken minus(Taken other) {
        return new Taken(
                sessions - other.sessions,
                cpuMillis - other.cpuMillis,
                memoryBytes - other.memoryBytes,
                diskBytes - other.diskBytes);
    }

    long of(Resource resource) {
        return switch (resource) {
            case CPU -> cpuMillis;
            case MEMORY -> memoryBytes;
            case DISK -> diskBytes;
        };
    }
}
