package dev.steward.session.config;

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
 */
@Validated
@ConfigurationProperties("steward.session.archive")
record ArchiveProperties(
        @DefaultValue("1GB") DataSize largest,

        @DefaultValue("100000") @Min(1) @Max(10_000_000) int mostEntries) {}
