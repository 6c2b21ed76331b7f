package dev.steward.session.adapter.web;

import dev.steward.kit.web.Problem;
import dev.steward.session.application.SessionLogs;

/** How many of the latest lines of a log are asked for. */
final class LogTail {

    static final String USUAL = "100";

    private LogTail() {}

    /** Throws the {@link Problem} to answer with. */
    static int of(int lines) {
        if (lines < 0 || lines > SessionLogs.LONGEST_TAIL) {
            throw Problem.invalid("tail", "must be from 0 to " + SessionLogs.LONGEST_TAIL);
        }
        return lines;
    }
}
