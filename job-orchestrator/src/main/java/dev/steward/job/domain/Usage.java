package dev.steward.job.domain;

import java.time.Instant;

/** What a worker used between two moments: CPU time, and resident memory integrated over time (GiB times seconds). */
public record Usage(double cpuSeconds, double memoryGibSeconds, Instant from, Instant to) {}
