package dev.steward.session.config;

import dev.steward.session.adapter.process.HostLimits;
import dev.steward.session.adapter.process.ProcessSettings;
import dev.steward.session.application.ReconcileLoop;
import dev.steward.session.domain.CrashPolicy;
import dev.steward.session.domain.LeasePolicy;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How sessions are run and looked after.
 *
 * @param dataDir holds the folder {@code sessions}; as root other users have to be able to pass through it
 * @param javaHome of the JDK whose file server serves workspaces; as root reachable for other users, too
 * @param bindAddress where sessions listen: loopback, or every address (0.0.0.0) in a container
 * @param firstPort the range sessions take their ports from, best below that of outgoing connections
 * @param largestFile a file written by the API may have so many bytes
 * @param workspaceQuota a workspace that takes so much of the disk takes no more files by the API
 * @param startTimeout how long a session may take to answer for the first time
 * @param stopGrace how long it may take to end after it was asked to
 * @param watchInterval how often pids are looked at, beside the records that are noticed at once
 * @param passInterval how often all unsettled sessions are looked at
 * @param usageInterval how often memory is measured
 * @param probeInterval how often a session that runs is asked whether it still answers
 * @param probeFailures probes in a row without an answer that make it unhealthy
 * @param usageWindow the least length of a usage window
 * @param decisionTimeout how long the healer may take before this service decides itself, by crashLimit in crashWindow
 * @param ttl how long a session lives whose creator does not say
 * @param idleTimeout how long it may go unused if its creator does not say
 * @param longestLife of any session, however often it is extended
 */
@Validated
@ConfigurationProperties("steward.session")
public record SessionProperties(
        @DefaultValue(".steward/data") Path dataDir,
        @NotNull Path javaHome,
        @DefaultValue("127.0.0.1") InetAddress bindAddress,
        @DefaultValue("20000") @Min(1024) @Max(65535) int firstPort,
        @DefaultValue("29999") @Min(1024) @Max(65535) int lastPort,
        @DefaultValue("32MB") DataSize largestFile,
        @DefaultValue("5GB") DataSize workspaceQuota,

        @DefaultValue("PT30S") @DurationMin(seconds = 1) @DurationMax(minutes = 10)
        Duration startTimeout,

        @DefaultValue("PT5S") @DurationMin(seconds = 1) @DurationMax(minutes = 1)
        Duration stopGrace,

        @DefaultValue("PT0.25S") @DurationMin(millis = 50) @DurationMax(seconds = 1)
        Duration watchInterval,

        @DefaultValue("PT1S") @DurationMin(millis = 100) @DurationMax(seconds = 10)
        Duration passInterval,

        @DefaultValue("PT5S") @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration usageInterval,

        @DefaultValue("PT5S") @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration probeInterval,

        @DefaultValue("3") @Min(1) @Max(100) int probeFailures,

        @DefaultValue("PT15S") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration usageWindow,

        @DefaultValue("PT10S") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration decisionTimeout,

        @DefaultValue("3") @Min(1) @Max(10) int crashLimit,

        @DefaultValue("PT5M") @DurationMin(seconds = 1) @DurationMax(days = 1)
        Duration crashWindow,

        @DefaultValue("PT24H") @DurationMin(minutes = 1) @DurationMax(days = 7)
        Duration ttl,

        @DefaultValue("PT30M") @DurationMin(minutes = 1) @DurationMax(days = 7)
        Duration idleTimeout,

        @DefaultValue("P7D") @DurationMin(minutes = 1) @DurationMax(days = 7)
        Duration longestLife) {

    CrashPolicy crashPolicy(Duration backOff, Duration longestBackOff) {
        return new CrashPolicy(crashLimit, crashWindow, decisionTimeout, backOff, longestBackOff);
    }

    LeasePolicy leasePolicy(Duration workspaceKept) {
        return new LeasePolicy(ttl, idleTimeout, longestLife, workspaceKept);
    }

    ReconcileLoop.Intervals intervals() {
        return new ReconcileLoop.Intervals(passInterval, usageInterval, probeInterval);
    }

    ProcessSettings process(HostLimits limits) {
        return new ProcessSettings(
                dataDir, javaHome, bindAddress, firstPort, lastPort, stopGrace, watchInterval, limits);
    }
}
