package dev.steward.events.trust;

import dev.steward.events.Require;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compacted: what the trust in a user is made of between logins, as ingredients and times; a tombstone when the user is
 * deleted.
 *
 * @param history what failures left of it then; null when it is clean
 * @param usualHours null when the user never said
 * @param networks those the user logged in from last, at most {@value #MOST_NETWORKS}
 * @param places those the user logged in at last, at most {@value #MOST_PLACES}
 */
public record UserTrustStateChanged(
        String userId,
        @Nullable History history,
        @Nullable UsualHours usualHours,
        List<Network> networks,
        List<Place> places)
        implements TrustEvent {

    public static final int MOST_NETWORKS = 32;
    public static final int MOST_PLACES = 16;

    public UserTrustStateChanged {
        Require.text(userId, "user_id");
        networks = List.copyOf(networks);
        places = List.copyOf(places);
    }

    /**
     * Of 100 points; readers add what time has given back since.
     *
     * @param points from 0 to 100
     */
    public record History(double points, Instant asOf) {

        public History {
            Require.notNegative(points, "history.points");
        }
    }

    /**
     * A part of the day by the clocks of a zone; the whole day when both are the same.
     *
     * @param zone an IANA name such as {@code Europe/Berlin}
     * @param from the first minute in it, {@code HH:MM}
     * @param to the first minute after it, on the next day when it is before {@code from}
     */
    public record UsualHours(String zone, String from, String to) {}

    /**
     * Addresses that count as one network.
     *
     * @param block such as {@code 192.0.2.0/24}; of IPv6 its first 64 bits
     * @param since the first login from there
     */
    public record Network(String block, Instant since) {}

    /** Somewhere on earth, in degrees, with the first and the last login from there. */
    public record Place(String name, double latitude, double longitude, Instant firstSeenAt, Instant lastSeenAt) {}
}
