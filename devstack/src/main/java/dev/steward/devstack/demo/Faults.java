package dev.steward.devstack.demo;

import java.util.OptionalLong;

/** The power to kill processes of the suite. */
public interface Faults {
    /** Kills the process that serves a session; false when this suite's processes are out of reach. */
    boolean killSession(String sessionId);

    /** Kills session-service; false when this suite's processes are out of reach. */
    boolean killSessionService();

    /** Whether sessions live in the container of session-service and so die with it. */
    boolean sessionsDieWithService();

    /** The process that serves a session, where it can be seen. */
    OptionalLong processOf(String sessionId);
}
