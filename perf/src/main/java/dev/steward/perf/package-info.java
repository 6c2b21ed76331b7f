/** The command that runs load and chaos against the local suite. */
@NullMarked
package dev.steward.perf;

import org.jspecify.annotations.NullMarked;
