package dev.steward.kit.security;

import com.nimbusds.jose.util.Base64URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An access token in its compact form (RFC 7515 §7.1), read so strictly that no two texts are one token: a reader that
 * forgives padding, another alphabet or a member twice may see something else than the one before it did.
 */
final class CompactToken {

    private static final int LONGEST = 16 * 1024;
    private static final int PARTS = 3;
    private static final int DEEPEST = 8;

    /** A token brings no key, no address of a key and no wish how to be read: other members are not even ignored. */
    private static final Set<String> HEADER = Set.of("alg", "typ", "kid");

    /** What is no key id of this suite is not looked for. */
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private static final TypeReference<Map<String, @Nullable Object>> MEMBERS = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String keyId;
    private final String signed;
    private final String payload;
    private final Base64URL signature;

    private CompactToken(String keyId, String signed, String payload, Base64URL signature) {
        this.keyId = keyId;
        this.signed = signed;
        this.payload = payload;
        this.signature = signature;
    }

    static CompactToken parse(String token) {
        if (token.length() > LONGEST) {
            throw new InvalidTokenException("The token is too long.");
        }
        String[] parts = token.split("\\.", PARTS + 1);
        if (parts.length != PARTS) {
            throw new InvalidTokenException("The token cannot be read.");
        }
        bytes(parts[2]);
        return new CompactToken(keyId(object(parts[0])), parts[0] + '.' + parts[1], parts[1], new Base64URL(parts[2]));
    }

    String keyId() {
        return keyId;
    }

    byte[] signed() {
        return signed.getBytes(StandardCharsets.US_ASCII);
    }

    Base64URL signature() {
        return signature;
    }

    /** Not looked at before the signature is known to be right. */
    Map<String, @Nullable Object> claims() {
        return object(payload);
    }

    private static String keyId(Map<String, @Nullable Object> header) {
        if (HEADER.containsAll(header.keySet())
                && "RS256".equals(header.get("alg"))
                && header.get("typ") instanceof String type
                && type.equalsIgnoreCase("at+jwt")
                && header.get("kid") instanceof String id
                && KEY_ID.matcher(id).matches()) {
            return id;
        }
        throw new InvalidTokenException("The token is not an access token of this suite.");
    }

    private static Map<String, @Nullable Object> object(String part) {
        try {
            String json = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(part)))
                    .toString();
            if (json.startsWith("{")) {
                return JSON.readValue(json, MEMBERS);
            }
        } catch (CharacterCodingException | JacksonException e) {
            throw new InvalidTokenException("The token cannot be read.", e);
        }
        throw new InvalidTokenException("The token cannot be read.");
    }

    /** The JDK's decoder takes padding and does not mind the bits that are left over; its encoder makes neither. */
    private static byte[] bytes(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidTokenException("The token cannot be read.", e);
        }
        throw new InvalidTokenException("The token cannot be read.");
    }
}
