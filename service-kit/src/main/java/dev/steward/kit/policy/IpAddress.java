package dev.steward.kit.policy;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An address as numbers, so that comparing it allocates nothing.
 *
 * @param high the first 64 bits of an IPv6 address; of IPv4 none
 * @param low the last 64 bits of an IPv6 address; of IPv4 its 32, at the upper end
 */
public record IpAddress(boolean v4, long high, long low) {

    /** An IPv6 address that stands for an IPv4 one is that one; a name is never looked up. */
    public static Optional<IpAddress> of(String text) {
        try {
            InetAddress address = text.indexOf(':') < 0 ? Inet4Address.ofLiteral(text) : Inet6Address.ofLiteral(text);
            // 010.0.0.1 and 10.1 are read as different addresses by different programs.
            boolean ambiguous = text.indexOf(':') < 0
                    ? !address.getHostAddress().equals(text)
                    : text.indexOf('%') >= 0 || text.indexOf('[') >= 0;
            return ambiguous ? Optional.empty() : Optional.of(of(address));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public static IpAddress of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return bytes.remaining() == 4
                ? new IpAddress(true, 0, (long) bytes.getInt() << 32)
                : new IpAddress(false, bytes.getLong(), bytes.getLong());
    }

    int bits() {
        return v4 ? 32 : 128;
    }
}
