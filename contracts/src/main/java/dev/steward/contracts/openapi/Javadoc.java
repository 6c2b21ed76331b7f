package dev.steward.contracts.openapi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comment as plain text.
 *
 * @param params what its {@code @param} tags say
 * @param returns what its {@code @return} tag says
 */
record Javadoc(String text, Map<String, String> params, String returns) {

    private static final Pattern CODE = Pattern.compile("\\{@code ((?:[^{}]|\\{[^{}]*})*)}");
    private static final Pattern LINK =
            Pattern.compile("\\{@link(?:plain)? (?:[\\w.]*#)?([\\w.]+)(?:\\([^)]*\\))?([^}]*)}");
    private static final Pattern TAG = Pattern.compile("(?m)^\\s*@(\\w+)\\s");

    static Javadoc of(String comment) {
        Matcher tags = TAG.matcher(comment);
        Map<String, String> params = new LinkedHashMap<>();
        String text = comment;
        String returns = "";
        int start = -1;
        String tag = "";
        while (true) {
            boolean more = tags.find();
            int end = more ? tags.start() : comment.length();
            String section = comment.substring(Math.max(start, 0), end).strip();
            if (start < 0) {
                text = section;
            } else if (tag.equals("param")) {
                String[] nameAndText = section.split("\\s+", 2);
                params.put(nameAndText[0], nameAndText.length > 1 ? plain(nameAndText[1]) : "");
            } else if (tag.equals("return")) {
                returns = plain(section);
            }
            if (!more) {
                return new Javadoc(plain(text), params, returns);
            }
            tag = tags.group(1);
            start = tags.end();
        }
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Its first sentence, without the full stop. */
    String summary() {
        int end = text.indexOf(". ");
        return (end < 0 ? text : text.substring(0, end)).replaceFirst("\\.$", "");
    }

    private static String plain(String text) {
        String linked = LINK.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(2).isBlank()
                                ? match.group(1)
                                : match.group(2).strip()));
        return CODE.matcher(linked)
                .replaceAll(match -> Matcher.quoteReplacement("`" + match.group(1) + "`"))
                .replaceAll("\\s+", " ")
                .strip();
    }
}
