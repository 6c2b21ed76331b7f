/** Keeps the bill: usage ledger and prices. */
@NullMarked
package dev.steward.cost;

import org.jspecify.annotations.NullMarked;
