/** Events of other systems, taken in over HTTP and put on {@code platform.signals}. */
@NullMarked
package dev.steward.gateway.intake;

import org.jspecify.annotations.NullMarked;
