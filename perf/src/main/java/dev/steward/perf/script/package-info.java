/** What each script does as its users. */
@NullMarked
package dev.steward.perf.script;

import org.jspecify.annotations.NullMarked;
