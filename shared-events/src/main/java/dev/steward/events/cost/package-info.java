/** What cost-optimizer says about the bill. */
@NullMarked
package dev.steward.events.cost;

import org.jspecify.annotations.NullMarked;
