package dev.steward.zerotrust.domain;

import java.time.Instant;

/**
 * A head that everybody was told of.
 *
 * @param publication from 1, without a gap
 */
public record PublishedHead(long publication, AuditHead head, Instant at) {}
