package dev.steward.kit.policy.score;

import java.time.Duration;
import java.time.Instant;

/** Somewhere on earth, in degrees. */
public record Place(String name, double latitude, double longitude) {

    private static final double EARTH_RADIUS_KM = 6_371.0088;

    /** A place and when somebody was there. */
    public record Visit(Place place, Instant at) {

        /** Whether nobody gets from here to the other place in time. */
        boolean tooFarFrom(Place other, Instant when, double fastestKmh) {
            double hours = Math.abs(Duration.between(at, when).toMillis()) / 3_600_000.0;
            return place.kilometresTo(other) > fastestKmh * hours;
        }
    }

    /** Along a great circle, by the haversine formula. */
    double kilometresTo(Place other) {
        double from = Math.toRadians(latitude);
        double to = Math.toRadians(other.latitude);
        double north = Math.sin((to - from) / 2);
        double east = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
        double haversine = north * north + Math.cos(from) * Math.cos(to) * east * east;
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
    }
}
