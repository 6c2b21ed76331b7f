package dev.steward.kit.policy.score;

import dev.steward.kit.policy.IpAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trust score is made of. Nothing is known because of the very login that counts: a network or a place that it
 * shows for the first time is a new one as long as it goes on.
 *
 * @param login the login session that counts; null without one
 * @param posture of one of the user's own devices; null when none is known
 * @param address where the user is; null when that is not known
 * @param at when the user was there; null for now
 */
public record TrustFacts(
        KnownUser user,
        @Nullable LoginProof login,
        @Nullable Posture posture,
        @Nullable IpAddress address,
        @Nullable Instant at) {

    boolean mfa() {
        return login != null && login.mfaAt() != null;
    }

    /** Since when the user logs in from this network; null when that was never before this login. */
    public @Nullable Instant networkSince() {
        if (address == null) {
            return null;
        }
        String block = KnownNetwork.blockOf(address);
        for (KnownNetwork network : user.networks()) {
            if (network.block().equals(block)) {
                return isBefore(network.since()) ? network.since() : null;
            }
        }
        return null;
    }

    /** The login that counts is where the user was too, unless this is the same place. */
    List<Place.Visit> visits(Place here) {
        return user.places().stream()
                .filter(known -> !known.place().equals(here) || isBefore(known.firstSeenAt()))
                .map(known -> new Place.Visit(known.place(), known.lastSeenAt()))
                .toList();
    }

    private boolean isBefore(Instant time) {
        return login == null || time.isBefore(login.openedAt());
    }
}
