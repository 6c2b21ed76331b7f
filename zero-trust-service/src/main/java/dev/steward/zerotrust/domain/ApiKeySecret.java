package dev.steward.zerotrust.domain;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An API key as its owner has it: {@code stw_}, the key's id in 22 digits of base 62, 256 random bits in 43, and the CRC-32
 * of all before it in 6. A scanner finds a leaked one by its form, tells it from a look-alike without asking anybody, and
 * sees which key to revoke. Kept as its SHA-256 only.
 */
public record ApiKeySecret(String value) {

    private static final String PREFIX = "stw_";
    private static final Pattern FORM = Pattern.compile("stw_[0-9A-Za-z]{71}");
    private static final int ID_END = PREFIX.length() + 22;
    private static final int RANDOM_DIGITS = 43;
    private static final int RANDOM_BITS = 256;
    private static final int CHECKSUM_START = ID_END + RANDOM_DIGITS;

    public static ApiKeySecret random(String id, SecureRandom random) {
        String checked = prefix(id) + Base62.encode(new BigInteger(RANDOM_BITS, random), RANDOM_DIGITS);
        return new ApiKeySecret(checked + checksum(checked));
    }

    /** Empty when no key looks like this. */
    public static Optional<ApiKeySecret> parse(String typed) {
        return FORM.matcher(typed).matches()
                        && typed.substring(CHECKSUM_START).equals(checksum(typed.substring(0, CHECKSUM_START)))
                        && Base62.decode(typed.substring(PREFIX.length(), ID_END))
                                        .bitLength()
                                <= 2 * Long.SIZE
                ? Optional.of(new ApiKeySecret(typed))
                : Optional.empty();
    }

    /** What every key of this id starts with, also after a rotation; it is no secret. */
    public static String prefix(String id) {
        return PREFIX + Base62.encode(new BigInteger(id.replace("-", ""), 16), ID_END - PREFIX.length());
    }

    /** The id of the key. */
    public String id() {
        BigInteger id = Base62.decode(value.substring(PREFIX.length(), ID_END));
        return new UUID(id.shiftRight(Long.SIZE).longValue(), id.longValue()).toString();
    }

    public byte[] hash() {
        return new OpaqueSecret(value).hash();
    }

    private static String checksum(String checked) {
        CRC32 crc = new CRC32();
        crc.update(checked.getBytes(StandardCharsets.US_ASCII));
        return Base62.encode(BigInteger.valueOf(crc.getValue()), 6);
    }

    @Override
    public String toString() {
        return "ApiKeySecret[redacted]";
    }
}
