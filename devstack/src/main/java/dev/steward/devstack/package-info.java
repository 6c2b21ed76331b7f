/** The launcher: PostgreSQL, Kafka and the six services as one suite of processes. */
@NullMarked
package dev.steward.devstack;

import org.jspecify.annotations.NullMarked;
