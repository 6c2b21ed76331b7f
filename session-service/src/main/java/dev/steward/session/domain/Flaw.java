package dev.steward.session.domain;

import java.util.regex.Pattern;

/**
 * What is wrong with a part of something asked for.
 *
 * @param part below the field it is found in, such as {@code .PATH} or {@code [1]}; empty for the whole
 */
public record Flaw(String part, String message) {

    private static final Pattern ODD = Pattern.compile("[^ -~]");
    private static final int SHOWN = 40;

    /** A name that a client made up, as it may be told back: it can be anything. */
    public static String shown(String name) {
        String start = name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "...";
        return ODD.matcher(start).replaceAll("?");
    }
}
