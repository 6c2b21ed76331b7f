package dev.steward.kit.security;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks the claims of a token whose signature is right, and reads the caller from them. */
final class TokenClaims {

    /** How far the clocks of two services may be apart. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    /** No setting of zero-trust-service makes a token that is good for longer. */
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);

    private final SecurityProperties properties;
    private final Clock clock;

    TokenClaims(SecurityProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    Caller caller(JWTClaimsSet claims) throws ParseException {
        Instant now = clock.instant();
        if (!properties.issuer().equals(claims.getIssuer())
                || !claims.getAudience().equals(List.of(properties.audience()))) {
            throw new InvalidTokenException("The token was issued by or for somebody else.");
        }
        @Nullable Date expires = claims.getExpirationTime();
        if (expires == null || !now.isBefore(expires.toInstant())) {
            throw new InvalidTokenException("The token has expired.");
        }
        Instant soon = now.plus(SKEW);
        @Nullable Date notBefore = claims.getNotBeforeTime();
        Instant issued = claims.getIssueTime().toInstant();
        if (issued.isAfter(soon) || (notBefore != null && notBefore.toInstant().isAfter(soon))) {
            throw new InvalidTokenException("The token is not valid yet.");
        }
        if (expires.toInstant().isAfter(issued.plus(LONGEST_LIFE))) {
            throw new InvalidTokenException("The token is good for too long.");
        }
        @Nullable Instant mfaAt = time(claims, "mfa_at");
        if (mfaAt != null && mfaAt.isAfter(soon)) {
            throw new InvalidTokenException("The token tells of a second factor that was not presented yet.");
        }
        return new Caller(
                text(claims.getSubject()),
                text(claims.getStringClaim("username")),
                text(claims.getStringClaim("sid")),
                roles(claims),
                projects(claims),
                issued,
                expires.toInstant(),
                time(claims, "auth_time"),
                mfaAt,
                claims.getStringClaim("device_id"),
                scopes(claims),
                claims.getStringClaim("event_source"));
    }

    private static @Nullable Instant time(JWTClaimsSet claims, String claim) throws ParseException {
        @Nullable Long seconds = claims.getLongClaim(claim);
        return seconds == null ? null : Instant.ofEpochSecond(seconds);
    }

    /** Of nothing but spaces is of nothing: a token that says its scope is never good for everything. */
    private static @Nullable Set<String> scopes(JWTClaimsSet claims) throws ParseException {
        @Nullable String scope = claims.getStringClaim("scope");
        return scope == null
                ? null
                : Arrays.stream(scope.split(" "))
                        .filter(each -> !each.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static String text(@Nullable String claim) {
        if (claim == null) {
            throw new InvalidTokenException("The token lacks a claim.");
        }
        return claim;
    }

    private static Set<String> roles(JWTClaimsSet claims) throws ParseException {
        @Nullable List<String> roles = claims.getStringListClaim("roles");
        return roles == null ? Set.of() : Set.copyOf(roles);
    }

    private static Map<String, String> projects(JWTClaimsSet claims) throws ParseException {
        @Nullable Map<String, Object> projects = claims.getJSONObjectClaim("projects");
        return projects == null
                ? Map.of()
                : projects.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
    }
}
