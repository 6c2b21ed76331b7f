package dev.steward.perf.gateway;

import java.util.Collection;

/** What requests cost: the CPU time that was used while so many were answered. */
record Cost(long cpuMicros, long requests, long nanos) {

    static final Cost NONE = new Cost(0, 0, 0);

    Cost and(Cost other) {
        return new Cost(cpuMicros + other.cpuMicros, requests + other.requests, nanos + other.nanos);
    }

    static Cost sum(Collection<Cost> parts) {
        return parts.stream().reduce(NONE, Cost::and);
    }

    double microsPerRequest() {
        return (double) cpuMicros / requests;
    }

    double perSecond() {
        return requests * 1e9 / nanos;
    }

    /** How many times what the other costs. */
    double times(Cost other) {
        return microsPerRequest() / other.microsPerRequest();
    }
}
