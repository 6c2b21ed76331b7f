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
}
