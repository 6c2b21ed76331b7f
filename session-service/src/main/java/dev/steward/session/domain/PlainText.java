package dev.steward.session.domain;

/** Text that processes, files and databases can all hold. */
final class PlainText {

    private PlainText() {}

    /** No character zero and no half of a character. */
    static boolean isPlain(String text) {
        return text.indexOf('\0') < 0
                && text.codePoints()
                        .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
