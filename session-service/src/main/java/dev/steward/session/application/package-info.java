/** What can be done with sessions, and what keeps them as they should be. Transactions begin here. */
@NullMarked
package dev.steward.session.application;

import org.jspecify.annotations.NullMarked;
