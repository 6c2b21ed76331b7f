package dev.steward.kit.web;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Where a request came from: the last of {@code X-Forwarded-For}, which the nearest proxy wrote, from peers that are proxies
 * of ours only.
 */
public final class TrustedProxies {

    private final List<IpSubnetFilterRule> networks;

    /** Wants networks such as {@code 127.0.0.0/8}. */
    public TrustedProxies(List<String> networks) {
        this.networks = networks.stream()
                .map(network -> new IpSubnetFilterRule(network, IpFilterRuleType.ACCEPT))
                .toList();
    }

    /** Null when the peer's own address is not known either. */
    public @Nullable InetAddress origin(ServerHttpRequest request) {
        return origin(request.getRemoteAddress(), request.getHeaders().getOrEmpty("X-Forwarded-For"));
    }

    /** The same for a request that is not Spring's. */
    public @Nullable InetAddress origin(@Nullable InetSocketAddress peer, List<String> forwardedFor) {
        InetAddress told = isProxy(peer) ? address(forwardedFor) : null;
        return told != null || peer == null ? told : peer.getAddress();
    }

    public boolean isProxy(@Nullable InetSocketAddress peer) {
        return peer != null && networks.stream().anyMatch(network -> network.matches(peer));
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
