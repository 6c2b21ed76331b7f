package dev.steward.kit.web;

import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of Java as they stand on the wire: {@code projectId} is {@code project_id}. */
final class WireNames {

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])([A-Z])");

    private WireNames() {}

    static String of(String javaName) {
        return HUMP.matcher(javaName).replaceAll("_$1").toLowerCase(Locale.ROOT);
    }

    /** Such as {@code parts[0].name}; keys of maps are the client's and stay as they are. */
    static String path(Path javaPath) {
        StringBuilder path = new StringBuilder();
        for (Path.Node node : javaPath) {
            if (node.getKey() != null) {
                path.append('.').append(node.getKey());
            } else if (node.isInIterable()) {
                path.append(node.getIndex() == null ? "[]" : "[" + node.getIndex() + "]");
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                path.append(path.isEmpty() ? "" : ".").append(of(node.getName()));
            }
        }
        return path.toString();
    }

    static String constants(Class<?> enumType) {
        return Arrays.stream(enumType.getEnumConstants())
                .map(constant -> constant.toString())
                .collect(Collectors.joining(", "));
    }
}
