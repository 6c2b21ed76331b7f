package dev.steward.session.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How changes in workspaces are noticed.
 *
 * @param window changes so close to each other are told of at once
 * @param between the least time from one event about a session to the next
 * @param folders watched at most of one workspace
 * @param entries files and folders known at most of one workspace
 * @param excluded names of folders that are not looked into: what tools keep there is no change to anybody's work
 */
@Validated
@ConfigurationProperties("steward.session.watch")
public record WatchProperties(
        @DefaultValue("PT0.1S") @DurationMin(millis = 10) @DurationMax(seconds = 10)
        Duration window,

        @DefaultValue("PT1S") @DurationMin(millis = 10) @DurationMax(minutes = 10)
        Duration between,

        @DefaultValue("5000") @Min(1) @Max(1_000_000) int folders,
        @DefaultValue("50000") @Min(1) @Max(10_000_000) int entries,

        @DefaultValue({
            "node_modules",
            ".git",
            ".hg",
            ".svn",
            ".cache",
            ".npm",
            ".gradle",
            ".m2",
            ".venv",
            "__pycache__",
            ".next",
            ".nuxt",
            ".vite"
        })
        Set<String> excluded) {}
