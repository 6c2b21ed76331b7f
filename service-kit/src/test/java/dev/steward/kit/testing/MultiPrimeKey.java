package dev.steward.kit.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * An RSA key of 2048 bits that tests can make and sign with in a fraction of the time: of sixteen primes (RFC 8017, 3.2) in
 * the place of two. Nobody can tell by its public half. It protects nothing: such small primes can be found.
 */
@SuppressWarnings("serial") // a key is serializable by its interface, and never written
public final class MultiPrimeKey implements RSAPrivateKey {

    private static final long serialVersionUID = 1L;

    private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
    private static final int PRIMES = 16;
    private static final int BITS = 128;
    private static final int BYTES = PRIMES * BITS / Byte.SIZE;

    /** With these set the product of so many primes has all its bits. */
    private static final int TOP_BITS = 5;

    /** DER of what a SHA-256 is, before its 32 bytes (RFC 8017, 9.2). */
    private static final byte[] SHA_256 = HexFormat.of().parseHex("3031300d060960864801650304020105000420");

    private final List<BigInteger> primes = new ArrayList<>();
    private final List<BigInteger> exponents;
    private final List<BigInteger> coefficients;
    private final BigInteger modulus;
    private final BigInteger privateExponent;

    public MultiPrimeKey() {
        var random = new SecureRandom();
        while (primes.size() < PRIMES) {
            BigInteger prime = prime(random);
            if (!primes.contains(prime)
                    && !prime.subtract(BigInteger.ONE).mod(EXPONENT).equals(BigInteger.ZERO)) {
                primes.add(prime);
            }
        }
        modulus = product(primes);
        privateExponent = EXPONENT.modInverse(product(
                primes.stream().map(each -> each.subtract(BigInteger.ONE)).toList()));
        exponents = primes.stream()
                .map(each -> privateExponent.mod(each.subtract(BigInteger.ONE)))
                .toList();
        coefficients = primes.stream()
                .map(each -> modulus.divide(each).multiply(modulus.divide(each).modInverse(each)))
                .toList();
    }

    public RSAPublicKey publicKey() {
        try {
            var spec = new RSAPublicKeySpec(modulus, EXPONENT);
            return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@code SHA256withRSA} signs. */
    public byte[] sign(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            byte[] padded = new byte[BYTES];
            int digest = BYTES - hash.length - SHA_256.length;
            Arrays.fill(padded, 2, digest - 1, (byte) 0xff);
            padded[1] = 1;
            System.arraycopy(SHA_256, 0, padded, digest, SHA_256.length);
            System.arraycopy(hash, 0, padded, BYTES - hash.length, hash.length);
            return bytes(raised(new BigInteger(1, padded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public BigInteger getModulus() {
        return modulus;
    }

    @Override
    public BigInteger getPrivateExponent() {
        return privateExponent;
    }

    @Override
    public String getAlgorithm() {
        return "RSA";
    }

    @Override
    public String getFormat() {
        return "none";
    }

    @Override
    public byte[] getEncoded() {
        return new byte[0];
    }

    /** By the Chinese remainder theorem: sixteen small powers are far less work than one large. */
    private BigInteger raised(BigInteger message) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < PRIMES; i++) {
            BigInteger prime = primes.get(i);
            BigInteger power = message.mod(prime).modPow(privateExponent.mod(prime.subtract(BigInteger.ONE)), prime);
            sum = sum.add(power.multiply(coefficients.get(i)));
        }
        return sum.mod(modulus);
    }

    private static BigInteger prime(SecureRandom random) {
        BigInteger start = new BigInteger(BITS, random);
        for (int bit = 1; bit <= TOP_BITS; bit++) {
            start = start.setBit(BITS - bit);
        }
        return start.nextProbablePrime();
    }

    private static BigInteger product(List<BigInteger> factors) {
        return factors.stream().reduce(BigInteger.ONE, BigInteger::multiply);
    }

    private static byte[] bytes(BigInteger signature) {
        byte[] bytes = signature.toByteArray();
        byte[] padded = new byte[BYTES];
        int length = Math.min(bytes.length, BYTES);
        System.arraycopy(bytes, bytes.length - length, padded, BYTES - length, length);
        return padded;
    }
}
