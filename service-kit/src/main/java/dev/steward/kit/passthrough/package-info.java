/** Requests and sockets passed on as they come, between a listener of Reactor Netty and a server behind it. */
@NullMarked
package dev.steward.kit.passthrough;

import org.jspecify.annotations.NullMarked;
