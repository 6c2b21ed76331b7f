package dev.steward.kit.security.trust;

import dev.steward.kit.policy.score.PlaceTable;
import dev.steward.kit.policy.score.UsualHours;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * What trust scores need to know besides what they are made of; their numbers are beside it. The same in every service, or
 * one user is trusted here and not there.
 *
 * @param places a file of lines {@code block,name,degrees north,degrees east}; without one no place is known
 * @param usualHours of users who did not say theirs; the whole day, unless set
 */
@ConfigurationProperties("steward.trust-score")
record TrustScoreProperties(
        @Nullable Resource places, @DefaultValue Hours usualHours) {

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
