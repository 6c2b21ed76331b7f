package dev.steward.kit.security;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.util.StringUtils;

/**
 * Routes by the segments of their patterns, so that a lookup costs what the path is long and not what the table is. Finds
 * every route that covers a path, and perhaps others: their patterns have the last word.
 */
final class RouteIndex {

    private static final Pattern LITERAL = Pattern.compile("[^*?{}\\\\]+");
    private static final Pattern VARIABLE = Pattern.compile("\\*|\\{[^*:{}]+}");

    private final Map<String, RouteIndex> byLiteral = new HashMap<>();
    private @Nullable RouteIndex byVariable;
    private final List<Route> here = new ArrayList<>();
    private final List<Route> fromHereOn = new ArrayList<>();

    static RouteIndex of(List<Route> routes) {
        RouteIndex root = new RouteIndex();
        routes.forEach(root::add);
        return root;
    }

    List<Route> candidates(PathContainer path) {
        List<Route> found = new ArrayList<>();
        collect(path.elements(), 0, found);
        return found;
    }

    private void add(Route route) {
        RouteIndex at = this;
        String pattern = route.pattern().getPatternString();
        for (String segment : StringUtils.tokenizeToStringArray(pattern, "/", false, true)) {
            if (LITERAL.matcher(segment).matches()) {
                at = at.byLiteral.computeIfAbsent(segment, _ -> new RouteIndex());
            } else if (VARIABLE.matcher(segment).matches()) {
                at = at.variable();
            } else {
                // What covers several segments, or a part of one.
                at.fromHereOn.add(route);
                return;
            }
        }
        at.here.add(route);
    }

    private RouteIndex variable() {
        if (byVariable == null) {
            byVariable = new RouteIndex();
        }
        return byVariable;
    }

    /** Separators do not count: a slash too many is seen by the pattern. */
    private void collect(List<PathContainer.Element> elements, int from, List<Route> found) {
        found.addAll(fromHereOn);
        int at = from;
        while (at < elements.size() && !(elements.get(at) instanceof PathSegment)) {
            at++;
        }
        if (at == elements.size()) {
            found.addAll(here);
        } else {
            RouteIndex literal = byLiteral.get(((PathSegment) elements.get(at)).valueToMatch());
            if (literal != null) {
                literal.collect(elements, at + 1, found);
            }
        }
        if (byVariable != null) {
            // At the end too: a star covers the nothing that follows the last slash.
            byVariable.collect(elements, Math.min(at + 1, elements.size()), found);
        }
    }
}
