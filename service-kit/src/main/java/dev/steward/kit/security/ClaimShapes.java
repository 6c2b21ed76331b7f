package dev.steward.kit.security;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What each claim has to look like: one of another shape is not taken for something near it. */
final class ClaimShapes {

    /** The end of the year 9999, after which times of RFC 3339 have no notation. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final Pattern TEXT = Pattern.compile("[\\x20-\\x7e]{1,256}");

    private static final Set<String> NEEDED = Set.of("iss", "aud", "sub", "sid", "client_id", "iat", "exp", "jti");

    private static final Map<String, Predicate<@Nullable Object>> SHAPES = Map.ofEntries(
            Map.entry("iss", ClaimShapes::text),
            Map.entry("aud", aud -> text(aud) || listOf(aud, ClaimShapes::text)),
            Map.entry("sub", ClaimShapes::id),
            Map.entry("sid", ClaimShapes::id),
            Map.entry("jti", ClaimShapes::id),
            Map.entry("client_id", ClaimShapes::text),
            Map.entry("device_id", ClaimShapes::id),
            Map.entry("username", ClaimShapes::text),
            Map.entry("event_source", ClaimShapes::text),
            Map.entry("iat", ClaimShapes::seconds),
            Map.entry("nbf", ClaimShapes::seconds),
            Map.entry("exp", ClaimShapes::seconds),
            Map.entry("auth_time", ClaimShapes::seconds),
            Map.entry("mfa_at", ClaimShapes::seconds),
            Map.entry("roles", roles -> listOf(roles, ClaimShapes::id)),
            Map.entry("projects", ClaimShapes::idByText));

    private ClaimShapes() {}

    /** Says which claim it is, and not what is in it. */
    static void check(Map<String, @Nullable Object> claims) {
        for (String name : NEEDED) {
            if (!claims.containsKey(name)) {
                throw new InvalidTokenException("The token lacks the claim " + name + ".");
            }
        }
        SHAPES.forEach((name, shape) -> {
            if (claims.containsKey(name) && !shape.test(claims.get(name))) {
                throw new InvalidTokenException("The claim " + name + " of the token is not what it should be.");
            }
        });
    }

    private static boolean id(@Nullable Object value) {
        return value instanceof String text && ID.matcher(text).matches();
    }

    private static boolean text(@Nullable Object value) {
        return value instanceof String text && TEXT.matcher(text).matches();
    }

    private static boolean seconds(@Nullable Object value) {
        return (value instanceof Integer || value instanceof Long)
                && ((Number) value).longValue() >= 0
                && ((Number) value).longValue() <= LAST_SECOND;
    }

    private static boolean listOf(@Nullable Object value, Predicate<@Nullable Object> element) {
        return value instanceof List<?> list && list.stream().allMatch(element);
    }

    private static boolean idByText(@Nullable Object value) {
        return value instanceof Map<?, ?> map
                && map.keySet().stream().allMatch(ClaimShapes::text)
                && map.values().stream().allMatch(ClaimShapes::id);
    }
}
