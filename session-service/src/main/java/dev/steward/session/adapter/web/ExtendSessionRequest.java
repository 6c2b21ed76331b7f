package dev.steward.session.adapter.web;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** @param ttl how long from now the session is to live at least */
record ExtendSessionRequest(
        @NotNull @DurationMin(minutes = 1) @DurationMax(days = 7)
        Duration ttl) {}
