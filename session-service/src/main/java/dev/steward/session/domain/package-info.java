/** The rules of a dev session: its states, what each change says to others, and what it used. */
@NullMarked
package dev.steward.session.domain;

import org.jspecify.annotations.NullMarked;
