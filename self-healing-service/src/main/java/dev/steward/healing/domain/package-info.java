/** What an incident is and what follows from what its target says; no clock, no database, no broker. */
@NullMarked
package dev.steward.healing.domain;

import org.jspecify.annotations.NullMarked;
