package dev.steward.gateway.security;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Which paths may be routed at all. The edge and a service must never read a path differently, so whatever two readers
 * could take for two things is refused instead of being made plain.
 */
public final class RequestTarget {

    private RequestTarget() {}

    /** Why the raw path is refused, or null if it is plain. */
    public static @Nullable String refusal(String rawPath) {
        if (!rawPath.startsWith("/")) {
            return "The path does not start with a slash.";
        }
        if (rawPath.indexOf(';') >= 0 || rawPath.indexOf('\\') >= 0) {
            return "The path has a semicolon or a backslash.";
        }
        byte[] path = decoded(rawPath);
        if (path == null) {
            return "The path has a percent sign without two hexadecimal digits, or an encoded slash or backslash.";
        }
        return refusal(path);
    }

    private static @Nullable String refusal(byte[] decoded) {
        String path;
        try {
            path = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded))
                    .toString();
        } catch (CharacterCodingException e) {
            return "The path is not UTF-8.";
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            return "The path has a control character.";
        }
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            if (segments[i].equals(".") || segments[i].equals("..") || (segments[i].isEmpty() && !last)) {
                return "The path has an empty or a dot segment.";
            }
        }
        return null;
    }

    private static byte @Nullable [] decoded(String rawPath) {
        byte[] bytes = new byte[rawPath.length()];
        int length = 0;
        for (int i = 0; i < rawPath.length(); i++) {
            char c = rawPath.charAt(i);
            if (c > 0x7f) {
                return null;
            }
            if (c == '%') {
                if (i + 2 >= rawPath.length()
                        || !HexFormat.isHexDigit(rawPath.charAt(i + 1))
                        || !HexFormat.isHexDigit(rawPath.charAt(i + 2))) {
                    return null;
                }
                c = (char) HexFormat.fromHexDigits(rawPath, i + 1, i + 3);
                if (c == '/' || c == '\\') {
                    return null;
                }
                i += 2;
            }
            bytes[length++] = (byte) c;
        }
        return Arrays.copyOf(bytes, length);
    }
}
