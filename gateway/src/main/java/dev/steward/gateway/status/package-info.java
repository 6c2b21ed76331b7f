/** How the suite does, for people and for machines. */
@NullMarked
package dev.steward.gateway.status;

import org.jspecify.annotations.NullMarked;
