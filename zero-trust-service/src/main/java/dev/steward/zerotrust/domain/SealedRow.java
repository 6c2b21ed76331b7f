package dev.steward.zerotrust.domain;

import org.jspecify.annotations.Nullable;

/**
 * A leaf with the row it stands for.
 *
 * @param row null when there is none any more
 */
public record SealedRow(AuditLeaf leaf, @Nullable AuditRecord row) {}
