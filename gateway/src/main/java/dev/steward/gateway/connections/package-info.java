/** What is asked of a connection before there is a request, and how long it may take. */
@NullMarked
package dev.steward.gateway.connections;

import org.jspecify.annotations.NullMarked;
