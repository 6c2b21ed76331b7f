package dev.steward.zerotrust.domain;

import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What an access token says that was issued to a program instead of a login.
 *
 * @param secret what was presented, of an API key or a service account
 * @param scopes what the token is good for at most
 * @param roles names of those the user has everywhere, and each permission of the custom ones among them
 */
public record ProgramClaims(
        String tokenId,
        User user,
        SecretId secret,
        Scopes scopes,
        SortedSet<String> roles,
        SortedMap<String, Role> projects,
        Instant issuedAt,
        Instant expiresAt) {}
