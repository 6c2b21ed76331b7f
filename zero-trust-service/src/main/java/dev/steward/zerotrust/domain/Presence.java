package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.score.Place;
import dev.steward.kit.policy.score.Posture;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a user is logged in.
 *
 * @param open the login session that was opened last, of those that go on
 * @param mfaAt when a second factor was presented in it
 * @param device what it was opened with, if that is a device of the user
 * @param network the block it was opened from
 * @param networkSince since when the user logs in from there
 * @param place where that is
 * @param places where the user logged in lately
 */
public record Presence(
        OpenLoginSession open,
        @Nullable Instant mfaAt,
        @Nullable Device device,
        @Nullable String network,
        @Nullable Instant networkSince,
        @Nullable Place place,
        List<KnownPlace> places) {

    public Presence {
        places = List.copyOf(places);
    }

    /** When the user last proved who it is, with whatever. */
    public Instant provedAt() {
        Instant opened = open.loginSession().authenticatedAt();
        return mfaAt != null && mfaAt.isAfter(opened) ? mfaAt : opened;
    }

    /** Known from a login before this one: a network is not known because somebody logs in from it. */
    public boolean knownNetwork() {
        return networkSince != null && isBefore(networkSince);
    }

    public @Nullable Posture posture() {
        return device == null || device.report() == null
                ? null
                : device.report().posture();
    }

    /** Where and when the login was; null when no file tells. */
    public Place.@Nullable Visit login() {
        return place == null ? null : new Place.Visit(place, open.loginSession().authenticatedAt());
    }

    /** Where the user was before this login. */
    public List<Place.Visit> visits() {
        return places.stream()
                .filter(known -> isBefore(known.firstSeenAt()))
                .map(known -> new Place.Visit(known.place(), known.lastSeenAt()))
                .toList();
    }

    private boolean isBefore(Instant time) {
        return time.isBefore(open.loginSession().authenticatedAt());
    }
}
