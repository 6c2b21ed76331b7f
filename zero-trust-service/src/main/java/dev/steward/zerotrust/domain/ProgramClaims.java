package dev.steward.zerotrust.domain;

import dev.steward.events.SourcePrefix;
import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What an access token says that was issued to a program instead of a login.
 *
 * @param secret what was presented, of an API key or a service account
 * @param scopes what the token is good for at most
 * @param roles names of those the user has everywhere, and each permission of the custom ones among them
 * @param eventSource what the source of its events begins with; null where it has none of its own
 */
public record ProgramClaims(
        String tokenId,
        User user,
        SecretId secret,
        Scopes scopes,
        SortedSet<String> roles,
        SortedMap<String, Role> projects,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable SourcePrefix eventSource) {}
