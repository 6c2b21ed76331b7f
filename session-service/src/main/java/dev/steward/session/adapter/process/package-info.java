/** Sessions as processes of this host: one dev server each, kept by a shim that outlives session-service. */
@NullMarked
package dev.steward.session.adapter.process;

import org.jspecify.annotations.NullMarked;
