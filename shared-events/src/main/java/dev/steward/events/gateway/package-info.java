/** What the gateway says about its upstreams; the aggregate is the route. */
@NullMarked
package dev.steward.events.gateway;

import org.jspecify.annotations.NullMarked;
