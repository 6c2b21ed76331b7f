package dev.steward.zerotrust.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/** The slug that names a project everywhere. */
public record ProjectId(String value) {

    public static final String RULE = "must match [a-z0-9][a-z0-9-]{0,39}";

    private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    public ProjectId {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("A project id " + RULE + ".");
        }
    }

    public static Optional<ProjectId> parse(String text) {
        return VALID.matcher(text).matches() ? Optional.of(new ProjectId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
