/** What every service says, on its own topic, about requests it refused or let through. */
@NullMarked
package dev.steward.events.access;

import org.jspecify.annotations.NullMarked;
