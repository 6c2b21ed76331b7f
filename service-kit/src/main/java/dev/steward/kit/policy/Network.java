package dev.steward.kit.policy;

import dev.steward.kit.policy.Reading.Refused;
import dev.steward.kit.policy.Reading.Valid;

/**
 * A CIDR block of IPv4 or IPv6 addresses.
 *
 * @param bits how many leading bits its addresses have in common
 */
public record Network(IpAddress first, int bits) {

    public static Reading<Network> read(String text) {
        int slash = text.indexOf('/');
        IpAddress first =
                IpAddress.of(slash < 0 ? text : text.substring(0, slash)).orElse(null);
        if (first == null) {
            return new Refused<>("must be a CIDR block such as 10.0.0.0/8 or 2001:db8::/32");
        }
        int bits = slash < 0 ? first.bits() : bits(text.substring(slash + 1));
        if (bits < 0 || bits > first.bits()) {
            return new Refused<>("must have a prefix from 0 to " + first.bits());
        }
        Network network = new Network(first, bits);
        return network.hasHostBits()
                ? new Refused<>("must be the first address of its block: the bits after the prefix must be 0")
                : new Valid<>(network);
    }

    /** The block of so many leading bits that an address lies in. */
    public static Network of(IpAddress address, int bits) {
        Network mask = new Network(address, bits);
        return new Network(
                new IpAddress(address.v4(), address.high() & mask.highMask(), address.low() & mask.lowMask()), bits);
    }

    public boolean contains(IpAddress address) {
        return first.v4() == address.v4()
                && ((first.high() ^ address.high()) & highMask()) == 0
                && ((first.low() ^ address.low()) & lowMask()) == 0;
    }

    private boolean hasHostBits() {
        return (first.high() & ~highMask()) != 0 || (first.low() & ~lowMask()) != 0;
    }

    private long highMask() {
        return first.v4() ? 0 : mask(Math.min(bits, 64));
    }

    private long lowMask() {
        return mask(first.v4() ? bits : Math.max(bits - 64, 0));
    }

    /** Shifting by 64 would shift by 0. */
    private static long mask(int bits) {
        return bits == 0 ? 0 : -1L << (64 - bits);
    }

    private static int bits(String text) {
        boolean number = !text.isEmpty()
                && text.length() <= 3
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
        return number ? Integer.parseInt(text) : -1;
    }
}
