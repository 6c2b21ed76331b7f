package dev.steward.zerotrust.domain;

/**
 * What is published of the end of the chain: whoever remembers one notices when anything up to it is gone.
 *
 * @param sequence of the last batch
 * @param total how many rows the chain had
 */
public record AuditHead(long sequence, long total, AuditHash hash) {}
