/** What session-service says about dev sessions; the aggregate is the session. */
@NullMarked
package dev.steward.events.session;

import org.jspecify.annotations.NullMarked;
