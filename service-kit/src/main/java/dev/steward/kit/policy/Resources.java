package dev.steward.kit.policy;

/** Names of resources. One that is not well-formed could be read differently elsewhere, so that it is never decided on. */
final class Resources {

    private static final int MOST_CHARACTERS = 2048;

    private Resources() {}

    static boolean isWellFormed(String text) {
        int length = text.length();
        if (length > MOST_CHARACTERS) {
            return false;
        }
        int start = 0;
        int others = 0; // characters of the segment that are not dots
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '/') {
                if (!isSegment(i - start, others)) {
                    return false;
                }
                start = i + 1;
                others = 0;
            } else if (c < 0x7f ? c < ' ' : isHidden(c)) {
                return false;
            } else if (c != '.') {
                others++;
            }
        }
        return isSegment(length - start, others);
    }

    private static boolean isSegment(int length, int others) {
        return others > 0 || length > 2;
    }

    private static boolean isHidden(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
