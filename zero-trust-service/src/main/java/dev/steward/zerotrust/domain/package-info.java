/** Rules of identity: users, projects and their members, login sessions, what a token says. */
@NullMarked
package dev.steward.zerotrust.domain;

import org.jspecify.annotations.NullMarked;
