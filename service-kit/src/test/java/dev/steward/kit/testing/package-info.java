/** Fixtures for the tests of every service: real servers, a database per test class, events in and out. */
@NullMarked
package dev.steward.kit.testing;

import org.jspecify.annotations.NullMarked;
