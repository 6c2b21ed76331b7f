package dev.steward.session.adapter.preview;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Content-Security-Policy that lets the reload script in beside what it let in before. */
final class PagePolicy {

    private static final String SELF = "'self'";
    private static final String NONE = "'none'";

    private PagePolicy() {}

    /** @param header one or more policies, each of which has to let the script in */
    static String admitting(String header, String nonce) {
        return Arrays.stream(header.split(",", -1))
                .map(policy -> admittingOne(policy, nonce))
                .collect(Collectors.joining(", "));
    }

    private static String admittingOne(String policy, String nonce) {
        Map<String, List<String>> directives = new LinkedHashMap<>();
        for (String directive : policy.split(";", -1)) {
            List<String> words = List.of(directive.strip().split("\\s+", -1));
            if (!words.getFirst().isEmpty()) {
                directives.putIfAbsent(words.getFirst().toLowerCase(Locale.ROOT), words.subList(1, words.size()));
            }
        }
        admit(directives, nonce, "script-src-elem", "script-src");
        admit(directives, nonce, "connect-src");
        return directives.entrySet().stream()
                .map(directive -> String.join(" ", directive.getKey(), String.join(" ", directive.getValue()))
                        .strip())
                .collect(Collectors.joining("; "));
    }

    /** In the first of these directives that there is, or else in one made of {@code default-src}. */
    private static void admit(Map<String, List<String>> directives, String nonce, String... names) {
        String name = names[names.length - 1];
        @Nullable List<String> sources = directives.get("default-src");
        for (String candidate : names) {
            if (directives.containsKey(candidate)) {
                name = candidate;
                sources = directives.get(candidate);
                break;
            }
        }
        if (sources == null) {
            return;
        }
        List<String> admitted = new ArrayList<>(sources);
        admitted.remove(NONE);
        // A nonce would turn 'unsafe-inline' off; only where names of hosts do not count it is needed.
        boolean byNonce = sources.contains("'strict-dynamic'") && !name.equals("connect-src");
        String source = byNonce ? "'nonce-" + nonce + "'" : SELF;
        if (!admitted.contains(source)) {
            admitted.add(source);
        }
        directives.put(name, admitted);
    }
}
