/** What is known of each route besides where it leads. */
@NullMarked
package dev.steward.gateway.routes;

import org.jspecify.annotations.NullMarked;
