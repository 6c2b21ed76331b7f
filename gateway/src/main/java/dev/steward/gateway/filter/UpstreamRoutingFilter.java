package dev.steward.gateway.filter;

import dev.steward.gateway.routes.RoutePlan;
import dev.steward.gateway.upstream.CallSettings;
import dev.steward.gateway.upstream.UpstreamException;
import dev.steward.kit.web.Problem;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;

/**
 * Calls the service of the route. Its time for the head of the answer begins when the request has been sent, however
 * long that took; from then on only silence counts, so that neither a large upload nor a long stream is cut.
 */
public final class UpstreamRoutingFilter extends NettyRoutingFilter {

    private static final String BODY_IDLE = "steward.body-idle";

    private final Map<Duration, HttpClient> clients = new ConcurrentHashMap<>();
    private final HttpClient client;
    private final CallSettings settings;

    public UpstreamRoutingFilter(
            HttpClient client,
            ObjectProvider<List<HttpHeadersFilter>> headersFilters,
            HttpClientProperties properties,
            CallSettings settings) {
        super(client, headersFilters, properties);
        this.client = client;
        this.settings = settings;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return super.filter(exchange, chain).onErrorMap(UpstreamRoutingFilter::isUpstream, UpstreamException::new);
    }

    @Override
    protected HttpClient getHttpClient(Route route, ServerWebExchange exchange) {
        return clients.computeIfAbsent(RoutePlan.of(route).timeout(), this::withTimeout);
    }

    private HttpClient withTimeout(Duration timeout) {
        return client.responseTimeout(timeout).doOnResponse((_, connection) -> watchBody(connection));
    }

    private void watchBody(Connection connection) {
        connection.removeHandler(NettyPipeline.ResponseTimeoutHandler);
        connection.addHandlerLast(
                BODY_IDLE, new ReadTimeoutHandler(settings.idle().toMillis(), TimeUnit.MILLISECONDS));
    }

    private static boolean isUpstream(Throwable error) {
        return error instanceof Exception && !(error instanceof Problem) && !(error instanceof ClientGoneException);
    }
}
