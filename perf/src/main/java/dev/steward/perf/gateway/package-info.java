/** What a request costs at the gateway, beside what it costs at other proxies on the same core. */
@NullMarked
package dev.steward.perf.gateway;

import org.jspecify.annotations.NullMarked;
