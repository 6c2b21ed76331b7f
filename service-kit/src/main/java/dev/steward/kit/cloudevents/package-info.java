/** The wire format: CloudEvents 1.0 over Kafka. */
@NullMarked
package dev.steward.kit.cloudevents;

import org.jspecify.annotations.NullMarked;
