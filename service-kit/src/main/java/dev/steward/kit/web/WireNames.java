package dev.steward.kit.web;

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

    static String path(Object javaPath) {
        return of(javaPath.toString());
    }

    static String constants(Class<?> enumType) {
        return Arrays.stream(enumType.getEnumConstants())
                .map(constant -> constant.toString())
                .collect(Collectors.joining(", "));
    }
}
