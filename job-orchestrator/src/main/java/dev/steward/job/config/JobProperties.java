package dev.steward.job.config;

import dev.steward.job.adapter.duckdb.ProfileLimits;
import dev.steward.job.application.WorkerSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the service.
 *
 * @param dataDir holds {@code datasets} and {@code job-scratch}
 * @param maxDataset largest upload
 * @param parallelism how many jobs this instance runs at once
 * @param lease how long a worker may be silent before another takes its job
 * @param poll how often to look for work that nobody called for
 * @param progressInterval the shortest time between two stored steps of one job
 * @param maxAttempts how often a job may lose its worker before it fails
 * @param drain how long a shutdown waits for running jobs before it hands them back
 */
@Validated
@ConfigurationProperties("steward.jobs")
public record JobProperties(
        @NotNull Path dataDir,
        @DefaultValue("1GB") DataSize maxDataset,
        @DefaultValue("2") @Min(1) @Max(64) int parallelism,
        @DefaultValue("30s") @DurationMin(seconds = 1) Duration lease,
        @DefaultValue("1s") @DurationMin(millis = 10) Duration poll,
        @DefaultValue("1s") Duration progressInterval,
        @DefaultValue("3") @Min(1) int maxAttempts,
        @DefaultValue("9s") Duration drain,
        @DefaultValue @Valid Profile profile) {

    /**
     * What one child process may use.
     *
     * @param heap of the child JVM
     * @param memory that DuckDB may take before it spills to disk
     * @param resident above this the child is ended
     * @param spill largest size of what is spilled
     * @param threads of DuckDB
     * @param timeout wall-clock time after which the child is ended and the job is timed out
     * @param usageWindow how often use is reported while a job runs
     */
    public record Profile(
            @DefaultValue("64MB") DataSize heap,
            @DefaultValue("256MB") DataSize memory,
            @DefaultValue("1GB") DataSize resident,
            @DefaultValue("4GB") DataSize spill,
            @DefaultValue("1") @Min(1) int threads,
            @DefaultValue("10m") @DurationMin(seconds = 1) Duration timeout,
            @DefaultValue("15s") @DurationMin(seconds = 1) Duration usageWindow) {}

    Path datasets() {
        return dataDir.resolve("datasets");
    }

    WorkerSettings worker() {
        return new WorkerSettings(parallelism, lease, poll, progressInterval, maxAttempts, drain);
    }

    ProfileLimits limits() {
        return new ProfileLimits(
                dataDir.resolve("job-scratch"),
                profile.heap(),
                profile.memory(),
                profile.resident(),
                profile.spill(),
                profile.threads(),
                profile.timeout(),
                profile.usageWindow());
    }
}
