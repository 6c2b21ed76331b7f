package dev.steward.session.config;

import dev.steward.session.application.StreamSlots;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How previews are passed through to sessions.
 *
 * @param connectTimeout for a connection to a session
 * @param timeout for the head of its answer: a dev server may have to build something first
 * @param bodyIdle longest time in which nothing of the body of a request goes on, whichever side holds it up
 * @param idle longest silence inside the body of an answer
 * @param ping how often the client of a socket is asked whether it is there; three without an answer end it
 * @param connections to one session at a time, sockets included
 * @param perUser how many visits to the sessions of one user may be under way at once, sockets and streams included
 * @param perSession how many to one session
 * @param most how many in all; fewer than the gateway has connections here, so that one more is refused and does not wait
 */
@Validated
@ConfigurationProperties("steward.session.preview")
public record PreviewProperties(
        @DefaultValue("PT2S") @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration connectTimeout,

        @DefaultValue("PT30S") @DurationMin(millis = 100) @DurationMax(minutes = 10)
        Duration timeout,

        @DefaultValue("PT1M") @DurationMin(millis = 100) @DurationMax(hours = 1)
        Duration bodyIdle,

        @DefaultValue("PT10M") @DurationMin(seconds = 1) @DurationMax(hours = 24)
        Duration idle,

        @DefaultValue("PT30S") @DurationMin(millis = 100) @DurationMax(minutes = 10)
        Duration ping,

        @DefaultValue("256") @Min(1) @Max(10_000) int connections,

        @DefaultValue("256") @Min(1) @Max(10_000) int perUser,
        @DefaultValue("128") @Min(1) @Max(10_000) int perSession,
        @DefaultValue("900") @Min(1) @Max(100_000) int most) {

    StreamSlots slots() {
        return new StreamSlots(perUser, perSession, most);
    }
}
