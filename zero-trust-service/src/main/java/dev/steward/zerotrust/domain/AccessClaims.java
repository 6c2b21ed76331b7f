package dev.steward.zerotrust.domain;

import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What an access token says about its bearer.
 *
 * @param roles names of those the user has everywhere, and each permission of the custom ones among them
 * @param mfaAt when a second factor was presented last; null when none was
 */
public record AccessClaims(
        String tokenId,
        User user,
        LoginSession loginSession,
        SortedSet<String> roles,
        SortedMap<String, Role> projects,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable Instant mfaAt) {

    /** A token stays small enough for a header; memberships beyond this are found in trust state. */
    public static final int MAX_PROJECTS = 50;

    public AccessClaims {
        if (projects.size() > MAX_PROJECTS) {
            throw new IllegalArgumentException("A token names at most " + MAX_PROJECTS + " projects.");
        }
    }
}
