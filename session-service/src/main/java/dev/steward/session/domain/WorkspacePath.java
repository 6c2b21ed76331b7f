package dev.steward.session.domain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file below a workspace, as the names to walk down through. It cannot name anything outside. */
public record WorkspacePath(List<String> names) {

    /** Names in a path at most. */
    public static final int DEEPEST = 64;

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_PATH = 4096;

    public WorkspacePath {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a path has at least one name");
        }
    }

    /** Why the text is no such path, null when it is one. */
    public static @Nullable String refusal(String text) {
        if (bytes(text) > LONGEST_PATH) {
            return "must not be longer than " + LONGEST_PATH + " bytes";
        }
        List<String> names = split(text);
        if (names.size() > DEEPEST) {
            return "must not be deeper than " + DEEPEST + " folders";
        }
        return names.stream()
                .map(WorkspacePath::refusalOfName)
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse(null);
    }

    public static WorkspacePath of(String text) {
        String refusal = refusal(text);
        if (refusal != null) {
            throw new IllegalArgumentException(refusal);
        }
        return new WorkspacePath(split(text));
    }

    public List<String> folders() {
        return names.subList(0, names.size() - 1);
    }

    public String file() {
        return names.getLast();
    }

    private static List<String> split(String text) {
        return List.of(text.split("/", -1));
    }

    private static String refusalOfName(String name) {
        if (name.isEmpty()) {
            return "must not have an empty name in it";
        }
        if (name.equals(".") || name.equals("..")) {
            return "must not have '.' or '..' in it";
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            return "must not have control characters in it";
        }
        return bytes(name) > LONGEST_NAME ? "must not have a name longer than " + LONGEST_NAME + " bytes in it" : "";
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
