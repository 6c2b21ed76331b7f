package dev.steward.kit.idempotency;

/**
 * The identity of a creating request.
 *
 * @param scope caller, method and path: the same key elsewhere is another key
 * @param key what the client sent
 * @param fingerprint keyed digest of the body
 */
record IdempotencyKey(String scope, String key, String fingerprint) {}
