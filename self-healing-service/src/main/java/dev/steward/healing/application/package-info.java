/** Loads, asks the domain, stores and publishes, in one transaction per event. */
@NullMarked
package dev.steward.healing.application;

import org.jspecify.annotations.NullMarked;
