package dev.steward.session.config;

import dev.steward.session.domain.Quota;
import dev.steward.session.domain.Resources;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What sessions may take together.
 *
 * @param user all of one user, in whatever project
 * @param project all of one project, whosever they are
 */
@Validated
@ConfigurationProperties("steward.session.quota")
public record QuotaProperties(
        @Valid @DefaultValue User user, @Valid @DefaultValue Project project) {

    /**
     * What sessions of one user may take together.
     *
     * @param cpu processors
     */
    public record User(
            @DefaultValue("30") @Min(1) int sessions,
            @DefaultValue("60") @Min(1) int cpu,
            @NotNull @DefaultValue("64GB") DataSize memory,
            @NotNull @DefaultValue("300GB") DataSize disk) {

        Quota quota() {
            return QuotaProperties.quota(sessions, cpu, memory, disk);
        }
    }

    /**
     * What sessions of one project may take together.
     *
     * @param cpu processors
     */
    public record Project(
            @DefaultValue("100") @Min(1) int sessions,
            @DefaultValue("200") @Min(1) int cpu,
            @NotNull @DefaultValue("256GB") DataSize memory,
            @NotNull @DefaultValue("1TB") DataSize disk) {

        Quota quota() {
            return QuotaProperties.quota(sessions, cpu, memory, disk);
        }
    }

    private static Quota quota(int sessions, int cpu, DataSize memory, DataSize disk) {
        return new Quota(sessions, new Resources(cpu * 1_000L, memory.toBytes(), disk.toBytes()));
    }
}
