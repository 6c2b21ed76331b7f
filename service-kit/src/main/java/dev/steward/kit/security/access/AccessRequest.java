package dev.steward.kit.security.access;

import dev.steward.kit.policy.PlatformResource;
import dev.steward.kit.security.Caller;
import dev.steward.kit.security.Route;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A request that access is decided of.
 *
 * @param projectId as the path names it; null where the path names none
 * @param id of the thing it is about: the first variable of the path that is no project; null for the whole collection
 * @param origin where it came from, as a trusted proxy says; null when that is not known
 */
public record AccessRequest(
        Caller caller,
        Route route,
        @Nullable String projectId,
        @Nullable String id,
        @Nullable InetAddress origin) {

    private static final String PROJECT = "project_id";

    /** Wants a path that the route covers. */
    public static AccessRequest of(Caller caller, Route route, PathContainer path, @Nullable InetAddress origin) {
        return new AccessRequest(caller, route, variables(path, route).get(PROJECT), idIn(path, route), origin);
    }

    /** The id of the thing that the path names; null where it names none. Wants a path that the route covers. */
    public static @Nullable String idIn(PathContainer path, Route route) {
        Map<String, String> variables = variables(path, route);
        String named = variables.isEmpty() ? null : idVariable(route.pattern().getPatternString());
        return named == null ? null : variables.get(named);
    }

    /** As policies name it; where the route needs no permission, none is about it. */
    public PlatformResource resource(@Nullable String project) {
        String permission = route.permission();
        return PlatformResource.of(
                project,
                permission.isEmpty() ? PlatformResource.NONE : permission.substring(0, permission.indexOf(':')),
                id);
    }

    /** The second part of the permission, or else the method. */
    public String action() {
        String permission = route.permission();
        return permission.isEmpty()
                ? route.method().name().toLowerCase(Locale.ROOT)
                : permission.substring(permission.indexOf(':') + 1);
    }

    private static Map<String, String> variables(PathContainer path, Route route) {
        PathPattern.PathMatchInfo match = route.pattern().matchAndExtract(path);
        return match == null ? Map.of() : match.getUriVariables();
    }

    /** The variables of a match are in no order. */
    private static @Nullable String idVariable(String pattern) {
        for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', open + 1)) {
            int start = pattern.startsWith("*", open + 1) ? open + 2 : open + 1;
            int end = start;
            while (pattern.charAt(end) != '}' && pattern.charAt(end) != ':') {
                end++;
            }
            String name = pattern.substring(start, end);
            if (!name.equals(PROJECT)) {
                return name;
            }
        }
        return null;
    }
}
