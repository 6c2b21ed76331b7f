package dev.steward.perf.gateway;

import java.util.Locale;

/** A figure beside what it may be at most; without a limit it is shown only. */
record Judgement(String what, double measured, double limit, String unit) {

    /** Shown and never judged: on whatever machine, in however short a run, time says nothing. */
    Judgement unjudged() {
        return new Judgement(what, measured, Double.POSITIVE_INFINITY, unit);
    }

    /** Written so that what is not a number does not hold. */
    boolean holds() {
        return measured <= limit;
    }

    @Override
    public String toString() {
        var shown = String.format(Locale.ROOT, "%-48s %8.2f %s", what, measured, unit);
        return Double.isInfinite(limit)
                ? shown
                : shown + String.format(Locale.ROOT, ", at most %s  %s", plain(limit), holds() ? "yes" : "NO");
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
