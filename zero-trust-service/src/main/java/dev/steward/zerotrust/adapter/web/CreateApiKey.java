package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.Scopes;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API key to issue.
 *
 * @param name what its owner calls it
 * @param scopes permissions as {@code resource:action}, {@code *} for any; of these the key is good for what its owner may do
 *     when it is used
 * @param expiresAt in 90 days unless named, in 366 days at most
 * @param ownerId the caller unless named; else a service account, by an admin
 */
record CreateApiKey(
        @NotNull @NotBlank @Size(max = 100) @Pattern(regexp = PlainText.PATTERN, message = PlainText.RULE)
        String name,

        @NotNull @Size(min = 1, max = Scopes.MOST)
        Set<@NotNull @Pattern(regexp = Scopes.PATTERN, message = Scopes.RULE) String> scopes,

        @Nullable Instant expiresAt,
        @Nullable String ownerId) {}
