/** What sessions say, from Kafka. */
@NullMarked
package dev.steward.healing.adapter.kafka;

import org.jspecify.annotations.NullMarked;
