package dev.steward.session.adapter.process;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What this host grants each session, beside what the session's own resources say.
 *
 * @param path where sessions find commands, in the form of {@code PATH}
 * @param setupTimeout how long the commands that prepare a session may take, before a start counts
 * @param mostProcesses processes and threads of one session, where each has a user of its own
 * @param mostFiles open files of one process
 * @param memoryInterval how often the memory of all their processes is added up
 * @param diskInterval how often a workspace is measured, at most
 * @param controlGroups where control groups are mounted, if they are
 */
public record HostLimits(
        String path,
        Duration setupTimeout,
        int mostProcesses,
        int mostFiles,
        Duration memoryInterval,
        Duration diskInterval,
        Path controlGroups) {}
