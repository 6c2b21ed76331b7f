package dev.steward.zerotrust.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name a user logs in with: lower case, so that two names never differ by case alone. */
public record Username(String value) {

    public static final String RULE =
            "must be 2 to 64 of a-z, 0-9, '.', '_', '@' and '-', starting with a letter or digit";

    private static final Pattern TYPED = Pattern.compile("\\p{ASCII}*");
    private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9._@-]{1,63}");

    public Username {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("A username " + RULE + ".");
        }
    }

    /** Reads what a person typed; absent when no user can have that name. */
    public static Optional<Username> parse(String typed) {
        // ASCII first: there are other letters whose lower case is one of these.
        String lower = TYPED.matcher(typed).matches() ? typed.toLowerCase(Locale.ROOT) : typed;
        return VALID.matcher(lower).matches() ? Optional.of(new Username(lower)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
