package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.policy.score.UsualHours;
import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * When a user usually works.
 *
 * @param zone a name from the time zone database, such as {@code Europe/Berlin}
 * @param from a time of day such as {@code 08:00}
 * @param to not in the hours any more
 */
record SetUsualHours(
        @NotNull String zone,
        @NotNull @Pattern(regexp = TIME, message = RULE) String from,
        @NotNull @Pattern(regexp = TIME, message = RULE) String to)
        implements CheckedBody {

    private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]";
    private static final String RULE = "must be a time of day from 00:00 to 23:59";
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    @Override
    public void check(FieldProblems problems) {
        problems.require(
                zone == null || ZONES.contains(zone), "zone", "must be a time zone such as Europe/Berlin or UTC");
    }

    UsualHours hours() {
        return new UsualHours(ZoneId.of(zone), LocalTime.parse(from), LocalTime.parse(to));
    }
}
