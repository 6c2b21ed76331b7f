package dev.steward.kit.testing.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.steward.kit.testing.MultiPrimeKey;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A token in the making: members changed, taken out or written by hand, then signed in one of many ways. */
final class ForgedToken {

    private static final String RS256 = "SHA256withRSA";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final Map<String, @Nullable Object> header;
    private final Map<String, @Nullable Object> claims;
    private final PrivateKey signer;
    private @Nullable String headerPart;
    private @Nullable String payloadPart;

    ForgedToken(Map<String, @Nullable Object> header, Map<String, @Nullable Object> claims, PrivateKey signer) {
        this.header = header;
        this.claims = claims;
        this.signer = signer;
    }

    ForgedToken header(String name, @Nullable Object value) {
        header.put(name, value);
        return this;
    }

    ForgedToken withoutHeader(String name) {
        header.remove(name);
        return this;
    }

    ForgedToken claim(String name, @Nullable Object value) {
        claims.put(name, value);
        return this;
    }

    ForgedToken without(String claim) {
        claims.remove(claim);
        return this;
    }

    /** The header as these bytes, whatever was said of it before. */
    ForgedToken headerBytes(byte[] bytes) {
        headerPart = encoded(bytes);
        return this;
    }

    ForgedToken payloadBytes(byte[] bytes) {
        payloadPart = encoded(bytes);
        return this;
    }

    /** The part as this text, encoded by nobody. */
    ForgedToken headerPart(String part) {
        headerPart = part;
        return this;
    }

    ForgedToken payloadPart(String part) {
        payloadPart = part;
        return this;
    }

    String headerJson() {
        return JsonMapper.shared().writeValueAsString(header);
    }

    String claimsJson() {
        return JsonMapper.shared().writeValueAsString(claims);
    }

    String unsigned() {
        return signingInput() + '.';
    }

    /** As the good token is. */
    String signed() {
        return signed(RS256, signer);
    }

    String signed(String algorithm, PrivateKey key) {
        return signature(bytes(algorithm, key, signingInput()));
    }

    String signature(byte[] signature) {
        return unsigned() + encoded(signature);
    }

    String mac(String algorithm, byte[] secret) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return signature(mac.doFinal(signingInput().getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encoded(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    static String encoded(String text) {
        return encoded(text.getBytes(UTF_8));
    }

    private String signingInput() {
        String first = headerPart == null ? encoded(headerJson()) : headerPart;
        String second = payloadPart == null ? encoded(claimsJson()) : payloadPart;
        return first + '.' + second;
    }

    private static byte[] bytes(String algorithm, PrivateKey key, String input) {
        if (key instanceof MultiPrimeKey quick && algorithm.equals(RS256)) {
            return quick.sign(input);
        }
        try {
            Signature signature = Signature.getInstance(algorithm);
            if (algorithm.equals("RSASSA-PSS")) {
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(key);
            signature.update(input.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
