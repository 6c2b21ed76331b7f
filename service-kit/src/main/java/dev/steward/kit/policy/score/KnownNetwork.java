package dev.steward.kit.policy.score;

import dev.steward.kit.policy.IpAddress;
import java.time.Instant;

/** Addresses that count as one network, and when the user logged in from there for the first time. */
public record KnownNetwork(String block, Instant since) {

    /** The block an address counts to: of IPv4 the 256 addresses around it, of IPv6 its first 64 bits. */
    public static String blockOf(IpAddress address) {
        if (address.v4()) {
            long bits = address.low() >>> 32;
            return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + ".0/24";
        }
        long bits = address.high();
        return hex(bits >>> 48) + ":" + hex(bits >>> 32) + ":" + hex(bits >>> 16) + ":" + hex(bits) + "::/64";
    }

    private static String hex(long bits) {
        return Long.toHexString(bits & 0xffff);
    }
}
