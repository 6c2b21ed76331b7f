/** What the healer asks for, over Kafka. */
@NullMarked
package dev.steward.session.adapter.kafka;

import org.jspecify.annotations.NullMarked;
