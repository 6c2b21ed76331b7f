/** What self-healing-service says about incidents; the aggregate is the incident. */
@NullMarked
package dev.steward.events.healing;

import org.jspecify.annotations.NullMarked;
