/** What other systems tell the suite of. */
@NullMarked
package dev.steward.events.signal;

import org.jspecify.annotations.NullMarked;
