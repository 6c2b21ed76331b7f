/** Makes load, measures what came of it and judges it; knows nothing of what is called. */
@NullMarked
package dev.steward.perf.load;

import org.jspecify.annotations.NullMarked;
