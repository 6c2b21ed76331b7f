/** Incidents, observed targets and timelines in PostgreSQL. */
@NullMarked
package dev.steward.healing.adapter.postgres;

import org.jspecify.annotations.NullMarked;
