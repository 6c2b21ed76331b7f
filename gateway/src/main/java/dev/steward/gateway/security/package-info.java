/** Who is calling, and which requests are refused before anyone asks. */
@NullMarked
package dev.steward.gateway.security;

import org.jspecify.annotations.NullMarked;
