package dev.steward.kit.security;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * One line of the table of routes: which requests it covers and what they need.
 *
 * @param permission {@code resource:action}; empty where no permission is needed. Where a token is needed and no more, it is
 *     what the token of a program has to be good for, and empty keeps programs out
 * @param mfaWithin how old the caller's second factor may be; null where none is needed
 * @param ownToken how the tokens begin that things have of their own, where the one of the thing that the path names opens
 *     the route as well ({@link OwnTokens}); null where only access tokens do
 */
public record Route(
        HttpMethod method,
        PathPattern pattern,
        Need need,
        String permission,
        @Nullable Duration mfaWithin,
        @Nullable String ownToken) {

    public Route {
        if (ownToken != null && (need != Need.PROJECT || ownToken.isEmpty())) {
            throw new IllegalArgumentException(
                    "a token of its own has a thing in a project, and begins with something");
        }
        if (mfaWithin != null && (need == Need.NOTHING || !mfaWithin.isPositive())) {
            throw new IllegalArgumentException("a second factor is asked of somebody, and may be older than nothing");
        }
    }

    /** Where a route's permission is decided. */
    public enum Need {
        /** Nothing: the route is open to anyone. */
        NOTHING,
        /** A valid token and no more. */
        TOKEN,
        /** The permission in the project the request is about; the controller asks {@link ProjectAccess}. */
        PROJECT,
        /** The permission everywhere, by a global role. */
        PLATFORM
    }

    public static Builder get(String pattern) {
        return new Builder(HttpMethod.GET, pattern);
    }

    public static Builder post(String pattern) {
        return new Builder(HttpMethod.POST, pattern);
    }

    public static Builder put(String pattern) {
        return new Builder(HttpMethod.PUT, pattern);
    }

    public static Builder patch(String pattern) {
        return new Builder(HttpMethod.PATCH, pattern);
    }

    public static Builder delete(String pattern) {
        return new Builder(HttpMethod.DELETE, pattern);
    }

    /** The same route for callers who presented a second factor no longer ago than this (RFC 9470). */
    public Route mfaWithin(Duration age) {
        return new Route(method, pattern, need, permission, age, ownToken);
    }

    /** The same route, also for whoever has the token of the very thing that it is about. */
    public Route orOwnToken(String prefix) {
        return new Route(method, pattern, need, permission, mfaWithin, prefix);
    }

    /** Whether a bearer is a token of the thing's own and is to be looked at as one here. */
    public boolean isOwn(String token) {
        return ownToken != null && token.startsWith(ownToken);
    }

    /** A route that still has to say what it needs. */
    public record Builder(HttpMethod method, String pattern) {

        public Route open() {
            return route(Need.NOTHING, "");
        }

        /** For whoever logged in; a token that was issued to a program does not pass. */
        public Route authenticated() {
            return route(Need.TOKEN, "");
        }

        /** For whoever has a token; one that was issued to a program has to be good for the permission. */
        public Route authenticated(String permission) {
            return route(Need.TOKEN, permission);
        }

        public Route needs(String permission) {
            return route(Need.PROJECT, permission);
        }

        public Route platform(String permission) {
            return route(Need.PLATFORM, permission);
        }

        private Route route(Need need, String permission) {
            return new Route(method, PathPatternParser.defaultInstance.parse(pattern), need, permission, null, null);
        }
    }
}
