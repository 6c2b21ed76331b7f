package dev.steward.kit.database;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the database at start.
 *
 * @param patience how long a start waits for a database that does not answer
 */
@ConfigurationProperties("steward.database")
public record DatabaseProperties(@DefaultValue("60s") Duration patience) {}
