package dev.steward.kit.web;

/**
 * A {@link ValidBody} with rules that no annotation can tell. They are checked together with its constraints, also when a
 * constraint is broken: a component that is missing or of a wrong shape is null then, and was noted already.
 */
public interface CheckedBody {

    void check(FieldProblems problems);
}
