package dev.steward.healing.domain;

import java.time.Instant;

/**
 * One crash as the target reported it.
 *
 * @param sequence position among the target's events
 * @param correlationId joins everything that follows from this crash
 */
public record Crash(Instant at, long sequence, String correlationId) {}
