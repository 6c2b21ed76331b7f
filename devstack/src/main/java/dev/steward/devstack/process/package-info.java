/** Starts, watches, restarts and stops the processes of the suite. */
@NullMarked
package dev.steward.devstack.process;

import org.jspecify.annotations.NullMarked;
