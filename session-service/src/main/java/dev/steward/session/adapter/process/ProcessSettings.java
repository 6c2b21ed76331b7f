package dev.steward.session.adapter.process;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the process runtime needs to know.
 *
 * @param dataFolder holds the folder {@code sessions}; belongs to one database only
 * @param javaHome of the JDK whose file server serves the workspaces
 * @param bindAddress where sessions listen; loopback has to be among it
 * @param stopGrace how long a session may take to end after it was asked to
 * @param watchInterval how often the pids of sessions are looked at
 * @param limits what every session gets of the host
 */
public record ProcessSettings(
        Path dataFolder,
        Path javaHome,
        InetAddress bindAddress,
        int firstPort,
        int lastPort,
        Duration stopGrace,
        Duration watchInterval,
        HostLimits limits) {}
