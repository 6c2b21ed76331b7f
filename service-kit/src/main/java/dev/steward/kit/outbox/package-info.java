/** Events leave a service with the change they tell of: the outbox, its relay, and the topics the service owns. */
@NullMarked
package dev.steward.kit.outbox;

import org.jspecify.annotations.NullMarked;
