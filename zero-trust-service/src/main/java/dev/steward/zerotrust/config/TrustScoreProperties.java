package dev.steward.zerotrust.config;

import dev.steward.kit.policy.score.PlaceTable;
import dev.steward.kit.policy.score.UsualHours;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.validation.annotation.Validated;

/**
 * Where trust scores get what they are made of; their numbers are {@code steward.trust-score}.
 *
 * @param places a file of lines {@code block,name,degrees north,degrees east}; without one no place is known
 * @param remembered how long a network or a place is known after the last login from there
 * @param usualHours of users who did not say theirs; the whole day, unless set
 */
@Validated
@ConfigurationProperties("steward.zero-trust.trust-score")
record TrustScoreProperties(
        @Nullable Resource places,

        @DefaultValue("30d") @DurationMin(hours = 1) @DurationMax(days = 400)
        Duration remembered,

        @DefaultValue Hours usualHours) {

    /** A time of day until another by the clocks of a zone; the whole day when they are the same. */
    record Hours(
            @DefaultValue("UTC") ZoneId zone,
            @DefaultValue("00:00") LocalTime from,
            @DefaultValue("00:00") LocalTime to) {

        UsualHours usual() {
            return new UsualHours(zone, from, to);
        }
    }

    PlaceTable placeTable() {
        if (places == null) {
            return PlaceTable.EMPTY;
        }
        try {
            return PlaceTable.read(
                    places.getContentAsString(StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(places.getDescription() + ": " + e.getMessage(), e);
        }
    }
}
