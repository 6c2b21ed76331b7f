package dev.steward.zerotrust.domain;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Permissions as {@code resource:action}, in which {@code *} stands for any: what a credential may be used for at most. */
public record Scopes(SortedSet<String> values) {

    public static final String PATTERN = "(\\*|[a-z][a-z0-9-]{0,39}):(\\*|[a-z][a-z0-9-]{0,39})";
    public static final String RULE = "must be resource:action, in lower case, '*' for any of either";

    /** As many as a key may have. */
    public static final int MOST = 50;

    private static final String ANY = "*";
    private static final Pattern FORM = Pattern.compile(PATTERN);

    public Scopes {
        values.forEach(scope -> {
            if (!FORM.matcher(scope).matches()) {
                throw new IllegalArgumentException("A scope " + RULE + ".");
            }
        });
        values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }

    public static Scopes of(Collection<String> values) {
        return new Scopes(new TreeSet<>(values));
    }

    /** What is in both: neither is good for it without the other. */
    public Scopes within(Scopes other) {
        var both = new TreeSet<String>();
        for (String mine : values) {
            for (String theirs : other.values) {
                meet(mine, theirs).ifPresent(both::add);
            }
        }
        var widest = new TreeSet<>(both);
        both.forEach(wide -> widest.removeIf(narrow -> !narrow.equals(wide) && covers(wide, narrow)));
        return new Scopes(widest);
    }

    /** Whether one of them stands for the permission. */
    public boolean cover(String permission) {
        return values.stream().anyMatch(scope -> covers(scope, permission));
    }

    /** As tokens say them. */
    public String wire() {
        return String.join(" ", values);
    }

    public List<String> names() {
        return List.copyOf(values);
    }

    private static boolean covers(String wide, String narrow) {
        return meet(wide, narrow).filter(narrow::equals).isPresent();
    }

    private static Optional<String> meet(String one, String other) {
        int colon = one.indexOf(':');
        int otherColon = other.indexOf(':');
        return part(one.substring(0, colon), other.substring(0, otherColon))
                .flatMap(resource -> part(one.substring(colon + 1), other.substring(otherColon + 1))
                        .map(action -> resource + ":" + action));
    }

    private static Optional<String> part(String one, String other) {
        if (one.equals(ANY) || one.equals(other)) {
            return Optional.of(other);
        }
        return other.equals(ANY) ? Optional.of(one) : Optional.empty();
    }
}
