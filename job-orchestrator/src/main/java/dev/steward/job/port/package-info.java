/** What the application needs from outside, in the domain's words. */
@NullMarked
package dev.steward.job.port;

import org.jspecify.annotations.NullMarked;
