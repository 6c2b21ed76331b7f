package dev.steward.gateway.config;

import dev.steward.gateway.apikeys.ApiKeyFilter;
import dev.steward.gateway.apikeys.ApiKeyTokens;
import dev.steward.gateway.apikeys.TokenExchange;
import dev.steward.gateway.apikeys.ZeroTrustExchange;
import dev.steward.gateway.security.TokenCallers;
import dev.steward.gateway.upstream.Breakers;
import dev.steward.gateway.upstream.Upstreams;
import dev.steward.kit.web.TrustedProxies;
import dev.steward.kit.web.WireJson;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;

/** How requests with an API key come by a token. */
@Configuration(proxyBeanMethods = false)
class ApiKeyConfiguration {

    @Bean
    TokenExchange tokenExchange(HttpClient client, Upstreams upstreams, Breakers breakers, EdgeProperties properties) {
        return new ZeroTrustExchange(client, upstreams, breakers, properties.calls(), WireJson.lenient());
    }

    @Bean
    ApiKeyTokens apiKeyTokens(TokenExchange exchange, TokenCallers callers, MeterRegistry meters, Clock clock) {
        return new ApiKeyTokens(exchange, callers, meters, clock);
    }

    @Bean
    ApiKeyFilter apiKeyFilter(ApiKeyTokens tokens, TrustedProxies proxies) {
        return new ApiKeyFilter(tokens, proxies);
    }
}
