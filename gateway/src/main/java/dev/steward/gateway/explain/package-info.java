/** Says of a request that was not made what would become of it. */
@NullMarked
package dev.steward.gateway.explain;

import org.jspecify.annotations.NullMarked;
