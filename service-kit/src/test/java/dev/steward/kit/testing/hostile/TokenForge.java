package dev.steward.kit.testing.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.steward.kit.testing.MultiPrimeKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes tokens from a good one, with the very key that signed it: what is refused then is refused for what was changed,
 * and for nothing else.
 */
public final class TokenForge {

    private static final TypeReference<Map<String, @Nullable Object>> MEMBERS = new TypeReference<>() {};
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Map<String, KeyPair> STRANGERS = new ConcurrentHashMap<>();

    private final PrivateKey signer;
    private final RSAPublicKey published;
    private final String good;
    private final Map<String, @Nullable Object> header;
    private final Map<String, @Nullable Object> claims;

    public TokenForge(PrivateKey signer, RSAPublicKey published, String good) {
        this.signer = signer;
        this.published = published;
        this.good = good;
        String[] parts = good.split("\\.", -1);
        this.header = JsonMapper.shared().readValue(DECODER.decode(parts[0]), MEMBERS);
        this.claims = JsonMapper.shared().readValue(DECODER.decode(parts[1]), MEMBERS);
    }

    /** The token that everything is made from. */
    public String good() {
        return good;
    }

    /** Begins with what the good token says. */
    ForgedToken token() {
        return new ForgedToken(new LinkedHashMap<>(header), new LinkedHashMap<>(claims), signer);
    }

    PrivateKey signer() {
        return signer;
    }

    RSAPublicKey published() {
        return published;
    }

    String keyId() {
        return String.valueOf(header.get("kid"));
    }

    /** What the good token says in that claim, which is a time. */
    long seconds(String claim) {
        return Long.parseLong(String.valueOf(claims.get(claim)));
    }

    /** The published key as it is found in files. */
    String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(published.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** A key pair that nobody has published: {@code RSA}, {@code Ed25519} or an EC curve such as {@code P-256}. */
    static KeyPair stranger(String kind) {
        return STRANGERS.computeIfAbsent(kind, TokenForge::generate);
    }

    private static KeyPair generate(String kind) {
        if (kind.equals("RSA")) {
            MultiPrimeKey key = new MultiPrimeKey();
            return new KeyPair(key.publicKey(), key);
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.startsWith("P-") ? "EC" : kind);
            switch (kind) {
                case "P-256" -> generator.initialize(256);
                case "P-384" -> generator.initialize(384);
                case "P-521" -> generator.initialize(521);
                default -> {}
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
