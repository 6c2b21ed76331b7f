package dev.steward.kit.database;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the database at start.
 *
 * @param patience how long a start waits for a database that does not answer
 * @param required whether there is no start without it; else it is migrated in the background once it answers
 */
@ConfigurationProperties("steward.database")
public record DatabaseProperties(
        @DefaultValue("60s") Duration patience,
        @DefaultValue("true") boolean required) {}
