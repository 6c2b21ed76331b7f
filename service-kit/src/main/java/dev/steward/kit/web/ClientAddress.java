package dev.steward.kit.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What counts as one address where callers are counted: of IPv6 the first 64 bits, because whoever has one has all the
 * rest. As a controller argument it is where the request came from, as a trusted proxy says.
 */
public record ClientAddress(String key) {

    private static final int NETWORK_BYTES = 8;

    public static ClientAddress of(@Nullable InetAddress address) {
        return new ClientAddress(
                switch (address) {
                    case null -> "unknown";
                    case Inet6Address v6 -> HexFormat.of().formatHex(Arrays.copyOf(v6.getAddress(), NETWORK_BYTES));
                    default -> address.getHostAddress();
                });
    }
}
