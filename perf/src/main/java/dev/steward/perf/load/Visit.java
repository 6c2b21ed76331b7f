package dev.steward.perf.load;

/**
 * One iteration.
 *
 * @param number counts all visits of a run from 0
 * @param due when its first request should have been sent, in the time of {@link System#nanoTime()}; waiting for a busy
 *     load generator counts as waiting for the answer
 */
public record Visit(long number, long due) {}
