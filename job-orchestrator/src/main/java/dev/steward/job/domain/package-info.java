/** What a job is, when it may change, and what makes a dataset good, suspicious or bad. */
@NullMarked
package dev.steward.job.domain;

import org.jspecify.annotations.NullMarked;
