/** Keeps dev sessions alive: runtimes and workspaces. */
@NullMarked
package dev.steward.session;

import org.jspecify.annotations.NullMarked;
