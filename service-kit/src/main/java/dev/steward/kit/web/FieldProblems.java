package dev.steward.kit.web;

import java.util.ArrayList;
import java.util.List;

/** The bad fields found so far in one request. */
public final class FieldProblems {

    private final List<FieldProblem> found = new ArrayList<>();

    public void add(String field, String message) {
        found.add(new FieldProblem(field, message));
    }

    /** Notes the field unless it is as it should be. */
    public void require(boolean good, String field, String message) {
        if (!good) {
            add(field, message);
        }
    }

    public List<FieldProblem> found() {
        return List.copyOf(found);
    }
}
