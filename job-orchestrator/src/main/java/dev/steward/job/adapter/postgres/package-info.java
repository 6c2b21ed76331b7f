/** Jobs in PostgreSQL. */
@NullMarked
package dev.steward.job.adapter.postgres;

import org.jspecify.annotations.NullMarked;
