package dev.steward.session.config;

import dev.steward.session.adapter.process.HostLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What sessions that are processes get of their host.
 *
 * @param path where they find commands; folders that other users may pass through
 * @param setupTimeout how long the commands that prepare a session may take, before {@code start-timeout} begins to count
 * @param mostProcesses processes and threads of one session; needs a user for each session, so only as root
 * @param mostFiles open files of one process
 * @param memoryInterval how often the memory of all their processes is added up
 * @param diskInterval how often a workspace is measured, at most
 * @param controlGroups where control groups are mounted; another folder for sessions without them
 * @param prepareFileServer whether to have the JDK prepare its file server once, in the background, for quicker starts
 */
@Validated
@ConfigurationProperties("steward.session.process")
public record ProcessProperties(
        @DefaultValue("/usr/local/bin:/usr/bin:/bin") @Pattern(regexp = "/[^:]*(:/[^:]*)*")
        String path,

        @DefaultValue("PT10M") @DurationMin(seconds = 1) @DurationMax(hours = 2)
        Duration setupTimeout,

        @DefaultValue("512") @Min(16) @Max(1_000_000) int mostProcesses,
        @DefaultValue("4096") @Min(64) @Max(1_000_000) int mostFiles,

        @DefaultValue("PT0.5S") @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration memoryInterval,

        @DefaultValue("PT10S") @DurationMin(millis = 100) @DurationMax(hours = 1)
        Duration diskInterval,

        @DefaultValue("/sys/fs/cgroup") Path controlGroups,
        @DefaultValue("true") boolean prepareFileServer) {

    HostLimits limits() {
        return new HostLimits(
                path, setupTimeout, mostProcesses, mostFiles, memoryInterval, diskInterval, controlGroups);
    }
}
