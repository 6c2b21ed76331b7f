package dev.steward.gateway.upstream;

import io.netty.handler.timeout.TimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/** The ways in which a service gives no usable answer. */
public enum UpstreamFailure {
    /** Nobody listens: nothing was sent. */
    ABSENT,
    /** As many calls as allowed are under way: nothing was sent. */
    SATURATED,
    /** Connected, but silent for too long. */
    LATE,
    /** The connection broke or carried something that is not HTTP. */
    BROKEN;

    public static UpstreamFailure of(Throwable cause) {
        return switch (cause) {
            case ConnectException _, NoRouteToHostException _, UnknownHostException _ -> ABSENT;
            case PoolAcquireTimeoutException _, PoolAcquirePendingLimitException _ -> SATURATED;
            case TimeoutException _ -> LATE;
            default -> BROKEN;
        };
    }
}
