/** What zero-trust-service says about people, projects, logins and policies, as events and as compacted state. */
@NullMarked
package dev.steward.events.trust;

import org.jspecify.annotations.NullMarked;
