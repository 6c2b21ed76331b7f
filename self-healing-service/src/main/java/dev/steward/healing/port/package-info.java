/** What healing needs from the outside. */
@NullMarked
package dev.steward.healing.port;

import org.jspecify.annotations.NullMarked;
