package dev.steward.kit.policy.score;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a user between logins.
 *
 * @param history null when it is clean
 * @param usualHours null when the user never said
 */
public record KnownUser(
        @Nullable History history,
        @Nullable UsualHours usualHours,
        List<KnownNetwork> networks,
        List<KnownPlace> places) {

    /** Of whom nothing is known. */
    public static final KnownUser UNKNOWN = new KnownUser(null, null, List.of(), List.of());

    public KnownUser {
        networks = List.copyOf(networks);
        places = List.copyOf(places);
    }
}
