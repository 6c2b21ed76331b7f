/** Requests with an API key go on with a token that was issued for it. */
@NullMarked
package dev.steward.gateway.apikeys;

import org.jspecify.annotations.NullMarked;
