/** Pacts: written by consumers, held against what is committed, and verified by providers. */
@NullMarked
package dev.steward.contracts.pact;

import org.jspecify.annotations.NullMarked;
