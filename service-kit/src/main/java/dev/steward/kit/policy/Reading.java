package dev.steward.kit.policy;

/** What came of reading something that a person wrote. */
public sealed interface Reading<T> {

    record Valid<T>(T value) implements Reading<T> {}

    /** The reason completes a sentence that starts with the name of the field. */
    record Refused<T>(String reason) implements Reading<T> {}
}
