package dev.steward.kit.web;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Takes the last of {@code X-Forwarded-For}, which the nearest proxy wrote, from peers that are proxies of ours only. */
final class ClientAddressArgumentResolver implements HandlerMethodArgumentResolver {

    private final List<IpSubnetFilterRule> proxies;

    ClientAddressArgumentResolver(List<String> proxies) {
        this.proxies = proxies.stream()
                .map(network -> new IpSubnetFilterRule(network, IpFilterRuleType.ACCEPT))
                .toList();
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ClientAddress.class;
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        InetSocketAddress peer = exchange.getRequest().getRemoteAddress();
        InetAddress told =
                isProxy(peer) ? address(exchange.getRequest().getHeaders().getOrEmpty("X-Forwarded-For")) : null;
        return Mono.just(told == null ? ClientAddress.of(peer) : ClientAddress.of(told));
    }

    private boolean isProxy(@Nullable InetSocketAddress peer) {
        return peer != null && proxies.stream().anyMatch(network -> network.matches(peer));
    }

    private static @Nullable InetAddress address(List<String> headers) {
        if (headers.isEmpty()) {
            return null;
        }
        String last = headers.getLast();
        // Only a literal: what a client wrote must not be looked up as a name.
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(
                last.substring(last.lastIndexOf(',') + 1).strip());
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException _) {
            return null;
        }
    }
}
