/** Events take effect once: subscriptions, the inbox, retries and dead letters. */
@NullMarked
package dev.steward.kit.inbox;

import org.jspecify.annotations.NullMarked;
