package dev.steward.zerotrust.domain;

import java.math.BigInteger;
import java.util.Arrays;

/** Numbers in 0-9, A-Z and a-z, most significant first, padded with zeros to a fixed length. */
final class Base62 {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger RADIX = BigInteger.valueOf(DIGITS.length());

    private Base62() {}

    static String encode(BigInteger number, int length) {
        char[] text = new char[length];
        Arrays.fill(text, DIGITS.charAt(0));
        BigInteger rest = number;
        for (int i = length - 1; i >= 0 && rest.signum() > 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(RADIX);
            text[i] = DIGITS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        return new String(text);
    }

    /** Of a text that has no other characters. */
    static BigInteger decode(String text) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            number = number.multiply(RADIX).add(BigInteger.valueOf(DIGITS.indexOf(text.charAt(i))));
        }
        return number;
    }
}
