package dev.steward.perf.load;

import java.util.List;

/** What is done to the suite. Called from many threads. */
public interface Script {
    /** What one user does between two pauses; with arrivals, what each arrival does: a single request. */
    void iterate(Visit visit);

    default List<Paced> paced() {
        return List.of();
    }

    /** After the last request was answered: adds to the measurements what does not hold now, and cleans up. */
    default void finish() {}
}
