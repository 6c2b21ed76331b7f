/** The stores in PostgreSQL. */
@NullMarked
package dev.steward.zerotrust.adapter.postgres;

import org.jspecify.annotations.NullMarked;
