/** Events of the suite, told on as they happen to whoever may see their projects. */
@NullMarked
package dev.steward.gateway.feed;

import org.jspecify.annotations.NullMarked;
