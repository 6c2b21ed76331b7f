/** PostgreSQL and a Kafka broker as child processes that can be killed and restarted on the same data. */
@NullMarked
package dev.steward.infra;

import org.jspecify.annotations.NullMarked;
