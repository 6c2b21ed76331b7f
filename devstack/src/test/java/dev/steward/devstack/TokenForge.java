package dev.steward.devstack;

import dev.steward.devstack.suite.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Signs tokens with the suite's own key, read with the master key as zero-trust-service stores it. */
record TokenForge(PrivateKey key) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int TAG_BITS = 128;

    static TokenForge of(SuiteUnderTest suite) throws SQLException, GeneralSecurityException {
        var master =
                Base64.getDecoder().decode(Secrets.read(suite.layout().state().resolve("master.key")));
        try (var connection = SuiteDatabase.of(suite).connect("zerotrust");
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select key_id, private_key, nonce from signing_keys where state = 'active'")) {
            row.next();
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(master, "AES"),
                    new GCMParameterSpec(TAG_BITS, row.getBytes("nonce")));
            cipher.updateAAD(("signing-key/" + row.getString("key_id")).getBytes(StandardCharsets.UTF_8));
            var encoded = new PKCS8EncodedKeySpec(cipher.doFinal(row.getBytes("private_key")));
            return new TokenForge(KeyFactory.getInstance("RSA").generatePrivate(encoded));
        }
    }

    /** The same token as if it had been issued so much earlier. */
    String older(String token, Duration by) throws GeneralSecurityException {
        var parts = token.split("\\.", -1);
        var claims = (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        for (var time : new String[] {"iat", "nbf", "exp"}) {
            claims.put(time, claims.path(time).asLong() - by.toSeconds());
        }
        var signed = parts[0] + "." + encode(JSON.writeValueAsBytes(claims));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + encode(signature.sign());
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
