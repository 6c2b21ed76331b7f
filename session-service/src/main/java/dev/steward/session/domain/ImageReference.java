package dev.steward.session.domain;

import java.util.regex.Pattern;

/** The name of a container image, as in {@code registry.example:5000/team/app:1.2@sha256:…}. */
public final class ImageReference {

    /** What is expected, for whoever wrote something else. */
    public static final String RULE = "must be the name of a container image such as node:24-slim";

    private static final int LONGEST = 255;

    private static final Pattern FORM = Pattern.compile(
            // a registry, a path, a tag, a digest: what the distribution specification calls a reference
            "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?/)?"
                    + "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*"
                    + "(?::[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?"
                    + "(?:@sha256:[a-f0-9]{64})?");

    private ImageReference() {}

    public static boolean isValid(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches();
    }
}
