package dev.steward.gateway.intake;

/**
 * What became of the events of a request.
 *
 * @param accepted are published now
 * @param duplicates had been published before
 */
public record IntakeResponse(int accepted, int duplicates) {}
