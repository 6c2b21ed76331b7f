package dev.steward.zerotrust.adapter.crypto;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.steward.zerotrust.domain.AccessClaims;
import dev.steward.zerotrust.domain.ProgramClaims;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.SigningKey;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.port.TokenSigner;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Access tokens as RFC 9068 wants them, signed with RS256; keys are 2048 bits, named by their RFC 7638 thumbprint. */
public final class JwtTokenSigner implements TokenSigner {

    private static final int KEY_BITS = 2048;
    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

    /** Logins with name and password come from the suite's own front ends. */
    private static final String CLIENT_ID = "steward";

    /** One factor was presented (NIST SP 800-63B, authenticator assurance level 1). */
    private static final String ACR_PASSWORD = "aal1";

    /** Two factors were presented. */
    private static final String ACR_MFA = "aal2";

    private final String issuer;
    private final String audience;

    public JwtTokenSigner(String issuer, String audience) {
        this.issuer = issuer;
        this.audience = audience;
    }

    @Override
    public SigningKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            KeyPair pair = generator.generateKeyPair();
            RSAPublicKey publicKey = (RSAPublicKey) pair.getPublic();
            String keyId =
                    new RSAKey.Builder(publicKey).build().computeThumbprint().toString();
            return new SigningKey(keyId, publicKey, (RSAPrivateCrtKey) pair.getPrivate());
        } catch (NoSuchAlgorithmException | JOSEException e) {
            throw new IllegalStateException("Every JDK has RSA and SHA-256.", e);
        }
    }

    @Override
    public String sign(AccessClaims claims, SigningKey key) {
        return sign(claimsSet(claims), key);
    }

    @Override
    public String sign(ProgramClaims claims, SigningKey key) {
        var set = common(
                        claims.tokenId(),
                        claims.user(),
                        claims.roles(),
                        claims.projects(),
                        claims.issuedAt(),
                        claims.expiresAt())
                .claim("sid", claims.secret().text())
                .claim("client_id", claims.secret().credentialId())
                .claim("scope", claims.scopes().wire());
        if (claims.eventSource() != null) {
            set.claim("event_source", claims.eventSource().text());
        }
        return sign(set.build(), key);
    }

    private static String sign(JWTClaimsSet claims, SigningKey key) {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(ACCESS_TOKEN)
                .keyID(key.keyId())
                .build();
        var jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(new RSASSASigner(key.privateKey()));
        } catch (JOSEException e) {
            throw new IllegalStateException("The signing key does not sign.", e);
        }
        return jwt.serialize();
    }

    @Override
    public Map<String, String> publicKey(SigningKey key) {
        RSAKey jwk = new RSAKey.Builder(key.publicKey())
                .keyID(key.keyId())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .build();
        Map<String, String> members = new TreeMap<>();
        jwk.toJSONObject().forEach((name, value) -> members.put(name, String.valueOf(value)));
        return members;
    }

    private JWTClaimsSet claimsSet(AccessClaims claims) {
        var loginSession = claims.loginSession();
        var set = common(
                        claims.tokenId(),
                        claims.user(),
                        claims.roles(),
                        claims.projects(),
                        claims.issuedAt(),
                        claims.expiresAt())
                .claim("sid", loginSession.id())
                .claim("client_id", CLIENT_ID)
                .claim("auth_time", loginSession.authenticatedAt().getEpochSecond())
                .claim("acr", claims.mfaAt() == null ? ACR_PASSWORD : ACR_MFA);
        if (loginSession.deviceId() != null) {
            set.claim("device_id", loginSession.deviceId());
        }
        if (claims.mfaAt() != null) {
            set.claim("mfa_at", claims.mfaAt().getEpochSecond());
        }
        return set.build();
    }

    private JWTClaimsSet.Builder common(
            String tokenId,
            User user,
            Collection<String> roles,
            Map<String, Role> projects,
            Instant issuedAt,
            Instant expiresAt) {
        Map<String, String> projectRoles = new TreeMap<>();
        projects.forEach((id, role) -> projectRoles.put(id, role.wireName()));
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .subject(user.id())
                .jwtID(tokenId)
                .issueTime(Date.from(issuedAt))
                .notBeforeTime(Date.from(issuedAt))
                .expirationTime(Date.from(expiresAt))
                .claim("username", user.username().value())
                .claim("roles", List.copyOf(roles))
                .claim("projects", projectRoles);
    }
}
