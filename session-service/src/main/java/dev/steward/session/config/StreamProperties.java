package dev.steward.session.config;

import dev.steward.session.adapter.web.SocketSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Sockets and event streams of sessions.
 *
 * @param perUser how many of one user may be open at once; those of a session's own token count by session
 * @param perSession how many of one session
 * @param most how many in all
 * @param look how often streams look whether they still may be open, and whether another instance changed their session
 * @param stats how often a session that is watched is measured
 * @param ping how often a client is asked whether it is there
 * @param closing how long a client may take to read its close frame
 * @param buffer what is held back for a slow reader
 * @param largestMessage that a client may send
 * @param messagesPerSecond that a client may send
 */
@Validated
@ConfigurationProperties("steward.session.streams")
record StreamProperties(
        @DefaultValue("20") @Min(1) @Max(10_000) int perUser,
        @DefaultValue("50") @Min(1) @Max(10_000) int perSession,
        @DefaultValue("1000") @Min(1) @Max(100_000) int most,

        @DefaultValue("PT0.4S") @DurationMin(millis = 50) @DurationMax(millis = 500)
        Duration look,

        @DefaultValue("PT1S") @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration stats,

        @DefaultValue("PT20S") @DurationMin(millis = 100) @DurationMax(seconds = 25)
        Duration ping,

        @DefaultValue("PT0.4S") @DurationMin(millis = 50) @DurationMax(seconds = 5)
        Duration closing,

        @DefaultValue("1MB") DataSize buffer,
        @DefaultValue("4KB") DataSize largestMessage,
        @DefaultValue("100") @Min(1) @Max(10_000) int messagesPerSecond) {

    SocketSettings sockets() {
        return new SocketSettings(look, ping, closing, buffer, largestMessage, messagesPerSecond);
    }
}
