/** Runs durable jobs over datasets. */
@NullMarked
package dev.steward.job;

import org.jspecify.annotations.NullMarked;
