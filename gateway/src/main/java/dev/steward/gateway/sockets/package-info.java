/** How WebSockets pass: the service is asked first, and the client is answered as the service answered. */
@NullMarked
package dev.steward.gateway.sockets;

import org.jspecify.annotations.NullMarked;
