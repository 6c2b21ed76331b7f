package dev.steward.session.domain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What environment a session may be given. */
public final class EnvironmentRules {

    private static final int MOST = 100;
    private static final int LONGEST_NAME = 128;
    // One string of more than 128 KiB no process can be given.
    private static final int LONGEST_VALUE = 32 << 10;
    private static final int LARGEST = 128 << 10;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** What the service sets itself, and what would change the shells and loaders that stand between it and a session. */
    private static final Set<String> RESERVED = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "SHELL",
            "PORT",
            "HOST",
            "PWD",
            "OLDPWD",
            "TMPDIR",
            "IFS",
            "ENV",
            "BASH_ENV",
            "PS4");

    private static final List<String> RESERVED_PREFIXES = List.of("LD_", "STEWARD_");

    private EnvironmentRules() {}

    public static List<Flaw> flaws(Map<String, String> env) {
        List<Flaw> flaws = new ArrayList<>();
        if (env.size() > MOST) {
            flaws.add(new Flaw("", "must have at most " + MOST + " entries"));
            return flaws;
        }
        long size = 0;
        for (Map.Entry<String, String> entry : env.entrySet()) {
            String name = entry.getKey();
            String value = entry.getValue();
            String part = "." + Flaw.shown(name);
            if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
                flaws.add(new Flaw(part, "is no name: letters, digits and underscores, at most " + LONGEST_NAME));
            } else if (isReserved(name)) {
                flaws.add(new Flaw(part, "is set by the service"));
            }
            if (value == null) {
                flaws.add(new Flaw(part, "must not be null"));
                continue;
            }
            int length = value.getBytes(StandardCharsets.UTF_8).length;
            if (length > LONGEST_VALUE) {
                flaws.add(new Flaw(part, "must have at most " + LONGEST_VALUE + " bytes"));
            } else if (!PlainText.isPlain(value)) {
                flaws.add(new Flaw(part, "must not contain a character zero or half a character"));
            }
            size += name.length() + length;
        }
        if (size > LARGEST) {
            flaws.add(new Flaw("", "must have at most " + LARGEST + " bytes in all"));
        }
        return flaws;
    }

    private static boolean isReserved(String name) {
        return RESERVED.contains(name) || RESERVED_PREFIXES.stream().anyMatch(name::startsWith);
    }
}
