/** Takes jobs in and runs them; transactions live here. */
@NullMarked
package dev.steward.job.application;

import org.jspecify.annotations.NullMarked;
