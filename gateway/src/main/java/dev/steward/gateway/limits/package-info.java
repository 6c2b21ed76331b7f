/** How many requests a caller or an address may make. */
@NullMarked
package dev.steward.gateway.limits;

import org.jspecify.annotations.NullMarked;
