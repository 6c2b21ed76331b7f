/** What the gateway is measured against on its own stack. Nothing of the suite is in it. */
@NullMarked
package dev.steward.perf.peers;

import org.jspecify.annotations.NullMarked;
