/** What was asked of the gateway and how that ended. */
@NullMarked
package dev.steward.gateway.access;

import org.jspecify.annotations.NullMarked;
