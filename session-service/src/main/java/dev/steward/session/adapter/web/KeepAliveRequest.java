package dev.steward.session.adapter.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Keeps a session from being idle.
 *
 * @param reason why, for people
 * @param duration how long from now
 */
record KeepAliveRequest(
        @NotNull @Pattern(regexp = REASON) String reason,

        @NotNull @DurationMin(seconds = 1) Duration duration) {

    /** Nothing that steers a terminal or a log. */
    static final String REASON = "[^\\p{Cntrl}\\p{Cs}]{1,200}";
}
