/** This process and others like it, as the operating system knows them. */
@NullMarked
package dev.steward.job.adapter.process;

import org.jspecify.annotations.NullMarked;
