package dev.steward.gateway.config;

import dev.steward.gateway.connections.ConnectionSettings;
import dev.steward.gateway.limits.LimitSettings;
import dev.steward.gateway.routes.RouteSettings;
import dev.steward.gateway.shedding.ShedSettings;
import dev.steward.gateway.upstream.BreakerSettings;
import dev.steward.gateway.upstream.CallSettings;
import dev.steward.gateway.upstream.UpstreamSettings;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the edge, under {@code steward.gateway}; routes are in {@code routes.yaml}.
 *
 * @param corsOrigins of pages that may use the API, such as {@code https://app.example.com}
 * @param trustedProxies networks of proxies in front of the gateway, whose word about where a request came from is taken
 */
@ConfigurationProperties("steward.gateway")
public record EdgeProperties(
        @DefaultValue LimitSettings limits,
        @DefaultValue CallSettings calls,
        @DefaultValue BreakerSettings breaker,
        @DefaultValue UpstreamSettings upstreams,
        @DefaultValue RouteSettings routes,
        @DefaultValue ShedSettings shedding,
        @DefaultValue ConnectionSettings connections,
        @DefaultValue List<String> corsOrigins,
        @DefaultValue List<String> trustedProxies) {}
