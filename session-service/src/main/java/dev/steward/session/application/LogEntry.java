package dev.steward.session.application;

/** What a follower of a log is told. */
public sealed interface LogEntry {

    /**
     * What one attempt of a session printed.
     *
     * @param attempt counts the starts of the session
     */
    record Line(int attempt, String text) implements LogEntry {}

    /** The log could not be read for a while; what was printed then is not told. */
    record Gap(int attempt) implements LogEntry {}
}
