package dev.steward.session.domain;

/**
 * What updates are compared by.
 *
 * @param version counts the changes of the record
 * @param eventSequence counts the events of the aggregate, which also come without a change
 */
public record Revision(long version, long eventSequence) {

    static final Revision FIRST = new Revision(1, 1);
}
