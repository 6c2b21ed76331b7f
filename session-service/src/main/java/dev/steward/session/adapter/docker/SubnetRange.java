package dev.steward.session.adapter.docker;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of addresses in parts of eight: a gateway, a container, and what every network has to leave unused. */
record SubnetRange(long first, long parts) {

    /** How far apart the parts tried one after the other lie: neighbours are as likely taken as the part itself. */
    static final int STRIDE = 61;

    private static final int PART_BITS = 3;
    private static final Pattern CIDR = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    /** @param cidr such as {@code 10.210.0.0/16}, of at least one part */
    static SubnetRange of(String cidr) {
        Matcher matcher = CIDR.matcher(cidr);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no range of addresses: " + cidr);
        }
        long address = 0;
        for (int octet = 1; octet <= 4; octet++) {
            address = (address << 8) | octet(matcher.group(octet), cidr);
        }
        int bits = Integer.parseInt(matcher.group(5));
        if (bits < 8 || bits > 32 - PART_BITS || address % (1L << (32 - bits)) != 0) {
            throw new IllegalArgumentException("no range of at least eight addresses: " + cidr);
        }
        return new SubnetRange(address, 1L << (32 - bits - PART_BITS));
    }

    String subnet(long number) {
        long address = first + ((number % parts) << PART_BITS);
        return "%d.%d.%d.%d/%d"
                .formatted(
                        (address >> 24) & 255,
                        (address >> 16) & 255,
                        (address >> 8) & 255,
                        address & 255,
                        32 - PART_BITS);
    }

    private static int octet(String text, String cidr) {
        int octet = Integer.parseInt(text);
        if (octet > 255) {
            throw new IllegalArgumentException("no range of addresses: " + cidr);
        }
        return octet;
    }
}
