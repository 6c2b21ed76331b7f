package dev.steward.kit.outbox;

/** How many events wait to be published, and for how long the oldest has. */
record OutboxDepth(long rows, double oldestSeconds) {}
