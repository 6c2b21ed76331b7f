package dev.steward.gateway.access;

import dev.steward.gateway.security.Identity;
import dev.steward.kit.security.BearerToken;
import dev.steward.kit.web.Correlation;
import dev.steward.kit.web.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * Says of every request by which route it went, for whom, and how it ended; a stream when it is over. Nothing of what a client
 * wrote is said but the method: paths, queries and headers may hold what is nobody's business.
 */
public final class AccessLogFilter implements WebFilter, Ordered {

    /** After the filter that gives the request its trace id, outside of all that refuses. */
    static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 15;

    private static final Logger LOG = LoggerFactory.getLogger("access");
    private static final String NO_ROUTE = "none";

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!LOG.isInfoEnabled()) {
            return chain.filter(exchange);
        }
        return Mono.defer(() -> {
            Entry entry = new Entry(exchange, System.nanoTime());
            return chain.filter(exchange).doOnError(entry::note).doFinally(entry::end);
        });
    }

    /** One request. */
    private static final class Entry {

        private final ServerWebExchange exchange;
        private final long began;
        private @Nullable String decisionId;
        private boolean cut;

        Entry(ServerWebExchange exchange, long began) {
            this.exchange = exchange;
            this.began = began;
        }

        /** Before the error becomes an answer: one that begins to leave earlier is not what was meant. */
        void note(Throwable error) {
            cut = exchange.getResponse().isCommitted();
            if (error instanceof Problem problem) {
                Object id = problem.members().get("decision_id");
                decisionId = id == null ? null : id.toString();
            }
        }

        /** A refusal becomes an answer outside of all filters: how it was answered is known when that begins to leave. */
        void end(SignalType how) {
            ServerHttpResponse response = exchange.getResponse();
            cut |= how == SignalType.CANCEL;
            if (cut || response.isCommitted() || how == SignalType.ON_COMPLETE) {
                tell();
            } else {
                response.beforeCommit(() -> Mono.fromRunnable(this::tell));
            }
        }

        private void tell() {
            LoggingEventBuilder line = LOG.atInfo()
                    .addKeyValue("method", exchange.getRequest().getMethod().name())
                    .addKeyValue("route", route())
                    .addKeyValue("status", status())
                    .addKeyValue(
                            "duration_ms",
                            Duration.ofNanos(System.nanoTime() - began).toMillis());
            if (exchange.getAttribute(Identity.ATTRIBUTE) instanceof Identity.Known(var caller)) {
                line = line.addKeyValue("caller", caller.userId());
            }
            if (decisionId != null) {
                line = line.addKeyValue("decision_id", decisionId);
            }
            if (cut) {
                line = line.addKeyValue("cut", true);
            }
            log(line, exchange.getAttribute(Correlation.KEY));
        }

        /** That a socket was opened is written to the connection, past the answer. */
        private int status() {
            @Nullable HttpStatusCode status = exchange.getResponse().getStatusCode();
            if (status != null && !status.isSameCodeAs(HttpStatus.OK)) {
                return status.value();
            }
            return (BearerToken.isHandshake(exchange.getRequest()) ? HttpStatus.SWITCHING_PROTOCOLS : HttpStatus.OK)
                    .value();
        }

        /** The trace id is where all lines have it; said beside that, it would be there twice. */
        private static void log(LoggingEventBuilder line, @Nullable String trace) {
            @Nullable String before = MDC.get(Correlation.KEY);
            if (trace != null) {
                MDC.put(Correlation.KEY, trace);
            }
            line.log("request");
            if (before == null) {
                MDC.remove(Correlation.KEY);
            } else {
                MDC.put(Correlation.KEY, before);
            }
        }

        private String route() {
            if (exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR) instanceof Route route) {
                return route.getId();
            }
            @Nullable Object own = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
            return own == null ? NO_ROUTE : own.toString();
        }
    }
}
