/** What the healer asks for and zero-trust-service tells, over Kafka. */
@NullMarked
package dev.steward.session.adapter.kafka;

import org.jspecify.annotations.NullMarked;
