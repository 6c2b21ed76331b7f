package dev.steward.session.config;

import dev.steward.session.adapter.process.ArchiveLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Archives that are unpacked into workspaces.
 *
 * @param largest bytes of one; what the gateway lets through is set there
 * @param mostEntries files, folders and links in one
 * @param atOnce how many may be on their way in; each takes up to its size of the disk meanwhile
 * @param atOnceOfSession those into one workspace among them
 */
@Validated
@ConfigurationProperties("steward.session.archive")
record ArchiveProperties(
        @DefaultValue("1GB") DataSize largest,

        @DefaultValue("100000") @Min(1) @Max(10_000_000) int mostEntries,
        @DefaultValue("8") @Min(1) @Max(1_000) int atOnce,
        @DefaultValue("2") @Min(1) @Max(1_000) int atOnceOfSession) {

    ArchiveLimits limits() {
        return ArchiveLimits.of(largest.toBytes(), mostEntries, atOnce, atOnceOfSession);
    }
}
