package dev.steward.gateway.config;

import dev.steward.gateway.filter.BreakerGatewayFilterFactory;
import dev.steward.gateway.filter.ConnectRetryGatewayFilterFactory;
import dev.steward.gateway.filter.UpstreamRoutingFilter;
import dev.steward.gateway.sockets.SocketRoutingFilter;
import dev.steward.gateway.sockets.SocketUpgradeFilter;
import dev.steward.gateway.upstream.Breakers;
import dev.steward.gateway.upstream.CallSettings;
import dev.steward.gateway.upstream.CircuitEvents;
import dev.steward.gateway.upstream.Upstreams;
import io.netty.channel.ChannelOption;
import io.netty.handler.timeout.WriteTimeoutHandler;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;

/** How services are called. */
@Configuration(proxyBeanMethods = false)
class UpstreamConfiguration {

    @Bean
    HttpClientCustomizer upstreamClient(EdgeProperties properties) {
        CallSettings calls = properties.calls();
        return client -> client
                // Whether a call may happen twice is decided per request, by ConnectRetry.
                .disableRetry(true)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(calls.connectTimeout().toMillis()))
                // A service that stops reading a body would never start the clock of its answer.
                .doOnConnected(connection -> connection.addHandlerLast(
                        new WriteTimeoutHandler(calls.idle().toMillis(), TimeUnit.MILLISECONDS)));
    }

    @Bean
    UpstreamRoutingFilter upstreamRoutingFilter(
            HttpClient client,
            ObjectProvider<List<HttpHeadersFilter>> headersFilters,
            HttpClientProperties properties,
            EdgeProperties edge) {
        return new UpstreamRoutingFilter(client, headersFilters, properties, edge.calls());
    }

    @Bean
    SocketRoutingFilter socketRoutingFilter(
            ObjectProvider<List<HttpHeadersFilter>> headersFilters, EdgeProperties edge) {
        return new SocketRoutingFilter(headersFilters, edge.calls());
    }

    @Bean
    SocketUpgradeFilter socketUpgradeFilter() {
        return new SocketUpgradeFilter();
    }

    /** Spring Cloud Gateway leaves it out together with the routing filter that is replaced here. */
    @Bean
    NettyWriteResponseFilter nettyWriteResponseFilter(
            GatewayProperties properties, ObjectProvider<List<HttpHeadersFilter>> headersFilters) {
        return new NettyWriteResponseFilter(properties.getStreamingMediaTypes(), headersFilters);
    }

    @Bean
    Breakers breakers(EdgeProperties properties, Clock clock, Upstreams upstreams, CircuitEvents events) {
        return new Breakers(properties.breaker(), clock, upstreams::ready, events);
    }

    @Bean
    BreakerGatewayFilterFactory breakerGatewayFilterFactory(Breakers breakers) {
        return new BreakerGatewayFilterFactory(breakers);
    }

    @Bean
    ConnectRetryGatewayFilterFactory connectRetryGatewayFilterFactory(EdgeProperties properties, Upstreams upstreams) {
        return new ConnectRetryGatewayFilterFactory(properties.calls(), upstreams);
    }
}
