/** How fast dev sessions come up and come back, and what those cost that do nothing. */
@NullMarked
package dev.steward.perf.sessions;

import org.jspecify.annotations.NullMarked;
