/** Previews: requests to what a session serves, passed through to it. */
@NullMarked
package dev.steward.session.adapter.preview;

import org.jspecify.annotations.NullMarked;
