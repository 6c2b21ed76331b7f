/** Policies and what they decide, in process: no I/O, no clock, no framework. */
@NullMarked
package dev.steward.kit.policy;

import org.jspecify.annotations.NullMarked;
