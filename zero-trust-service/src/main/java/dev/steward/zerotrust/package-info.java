/** Decides who may do what: users, projects, login sessions, signing keys. */
@NullMarked
package dev.steward.zerotrust;

import org.jspecify.annotations.NullMarked;
