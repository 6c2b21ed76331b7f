package dev.steward.gateway.apikeys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.util.zip.CRC32;

/** API keys in the documented form. */
public final class TestKeys {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private TestKeys() {}

    /** Another one for each number. */
    public static String key(int number) {
        String checked = "stw_" + "0".repeat(22) + digits(number, 43);
        CRC32 crc = new CRC32();
        crc.update(checked.getBytes(US_ASCII));
        return checked + digits(crc.getValue(), 6);
    }

    private static String digits(long number, int length) {
        StringBuilder text = new StringBuilder();
        BigInteger rest = BigInteger.valueOf(number);
        while (text.length() < length) {
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(DIGITS.length()));
            text.insert(0, DIGITS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return text.toString();
    }
}
