/** Sessions in PostgreSQL, over R2DBC. */
@NullMarked
package dev.steward.session.adapter.postgres;

import org.jspecify.annotations.NullMarked;
