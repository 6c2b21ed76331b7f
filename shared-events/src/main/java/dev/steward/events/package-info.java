/** The language of the suite: what an event is, its type string, and the topics events travel on. */
@NullMarked
package dev.steward.events;

import org.jspecify.annotations.NullMarked;
