/** What zero-trust-service says about people, projects and logins, as events and as compacted state. */
@NullMarked
package dev.steward.events.trust;

import org.jspecify.annotations.NullMarked;
