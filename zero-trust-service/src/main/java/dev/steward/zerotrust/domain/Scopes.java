package dev.steward.zerotrust.domain;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Permissions as {@code resource:action}, in which {@code *} stands for any: what a credential may be used for at most. */
public record Scopes(SortedSet<String> values) {

    public static final String PATTERN = "(\\*|[a-z][a-z0-9-]{0,39}):(\\*|[a-z][a-z0-9-]{0,39})";
    public static final String RULE = "must be resource:action, in lower case, '*' for any of either";

    /** As many as a key may have. */
    public static final int MOST = 50;

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

    public List<String> names() {
        return List.copyOf(values);
    }
}
