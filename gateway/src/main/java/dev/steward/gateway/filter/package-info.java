/** What happens to every request and response on its way through the edge. */
@NullMarked
package dev.steward.gateway.filter;

import org.jspecify.annotations.NullMarked;
