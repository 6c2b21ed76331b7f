package dev.steward.zerotrust.domain;

import java.time.Duration;

/**
 * When signing keys follow each other.
 *
 * @param rotation how long a key signs
 * @param lead how long a key is published before it signs, so that everybody has it by then
 * @param lastToken how long after its retirement a token of a key may still be good
 */
public record KeyTimes(Duration rotation, Duration lead, Duration lastToken) {}
