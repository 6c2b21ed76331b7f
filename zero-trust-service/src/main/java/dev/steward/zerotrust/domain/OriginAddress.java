package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.IpAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a login came from, as a number: of IPv6 the first 64 bits, which is all that is kept. */
public record OriginAddress(IpAddress ip) {

    private static final Pattern V6 = Pattern.compile("[0-9a-f]{16}");

    /** Reads an address as it is counted; empty when it is not known. */
    public static Optional<OriginAddress> parse(String counted) {
        Optional<IpAddress> address = V6.matcher(counted).matches()
                ? Optional.of(new IpAddress(false, Long.parseUnsignedLong(counted, 16), 0))
                : IpAddress.of(counted).filter(IpAddress::v4);
        return address.map(OriginAddress::new);
    }

    /** The block that counts as one network: of IPv4 the 256 addresses around it, of IPv6 what is kept of it. */
    public String network() {
        if (ip.v4()) {
            long bits = ip.low() >>> 32;
            return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + ".0/24";
        }
        long bits = ip.high();
        return String.format(
                "%x:%x:%x:%x::/64", bits >>> 48, bits >>> 32 & 0xffff, bits >>> 16 & 0xffff, bits & 0xffff);
    }
}
