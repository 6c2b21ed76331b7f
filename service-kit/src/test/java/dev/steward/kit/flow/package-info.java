/** The parts of the kit together: request, outbox, broker, inbox. */
@NullMarked
package dev.steward.kit.flow;

import org.jspecify.annotations.NullMarked;
