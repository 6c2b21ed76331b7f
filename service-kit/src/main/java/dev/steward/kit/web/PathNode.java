package dev.steward.kit.web;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One segment of one or more patterns, while the tree of them grows. Entries are methods by position, the first first. */
final class PathNode {

    private static final String REST = "**";
    private static final Pattern ANY = Pattern.compile("\\*|\\{\\w+}");
    private static final Pattern SPECIAL = Pattern.compile("[*?{}\\\\;%]");

    final Map<String, PathNode> children = new HashMap<>();
    final Map<Integer, Integer> here = new TreeMap<>();
    final Map<Integer, Integer> rest = new TreeMap<>();

    @Nullable
    PathNode any;

    void add(String pattern, PathIndex.Entry entry) {
        if (!pattern.startsWith("/") || pattern.contains("//")) {
            throw new IllegalArgumentException("the path " + pattern + " has to begin with one slash");
        }
        PathNode at = this;
        String[] segments = pattern.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            if (i == segments.length - 1 && segments[i].equals(REST)) {
                at.rest.merge(entry.position(), entry.methods(), (a, b) -> a | b);
                return;
            }
            at = segments[i].isEmpty() ? at : at.next(segments[i], pattern);
        }
        at.here.merge(entry.position(), entry.methods(), (a, b) -> a | b);
    }

    private PathNode next(String segment, String pattern) {
        if (ANY.matcher(segment).matches()) {
            any = any == null ? new PathNode() : any;
            return any;
        }
        if (SPECIAL.matcher(segment).find()) {
            throw new IllegalArgumentException("the path " + pattern
                    + " may only have literal segments, {names}, * for one segment and ** at its end");
        }
        return children.computeIfAbsent(segment, _ -> new PathNode());
    }
}
