package dev.steward.zerotrust.adapter.web;

/** What a text that is shown to people may consist of. PostgreSQL stores no NUL, and no line break belongs into a name. */
final class PlainText {

    static final String PATTERN = "\\P{Cntrl}*";
    static final String RULE = "must not contain control characters";

    private PlainText() {}
}
