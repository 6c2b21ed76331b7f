/** What pins the boundaries of the suite, as the tests of both sides use it; nothing here runs in a service. */
@NullMarked
package dev.steward.contracts;

import org.jspecify.annotations.NullMarked;
