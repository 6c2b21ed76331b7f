/** What makes a service observable: the trace id in every log line, and health beyond up and down. */
@NullMarked
package dev.steward.kit.observability;

import org.jspecify.annotations.NullMarked;
