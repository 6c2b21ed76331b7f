/** {@code Idempotency-Key}: a creating request that is sent twice takes effect once and gets the same answer. */
@NullMarked
package dev.steward.kit.idempotency;

import org.jspecify.annotations.NullMarked;
