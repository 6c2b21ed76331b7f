package dev.steward.job.port;

/** The processes that hold leases. */
public interface Workers {

    /** This process, by a name no other process has or will have. */
    String self();

    /** True only when the process of that name is known to have ended; one on another machine is never known to. */
    boolean ended(String worker);
}
