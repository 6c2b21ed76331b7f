package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.OpaqueSecret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** What a client calls itself and its secret, by {@code client_secret_basic} or {@code client_secret_post}. */
record ClientCredentials(String clientId, OpaqueSecret secret) {

    private static final String SCHEME = "Basic ";

    /** Empty when the client says nothing of the kind. Fails with an {@link OAuthRefusal}. */
    static Optional<ClientCredentials> of(HttpHeaders headers, OAuthForm form) {
        @Nullable String header = headers.getFirst(HttpHeaders.AUTHORIZATION);
        Optional<String> secret = form.optional("client_secret");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return secret.map(typed -> new ClientCredentials(form.required("client_id"), new OpaqueSecret(typed)));
        }
        if (secret.isPresent()) {
            throw OAuthRefusal.invalidRequest("The client proves itself in two ways.");
        }
        return Optional.of(basic(header.substring(SCHEME.length()).strip()));
    }

    /** Both parts are form-encoded within the Base64 (RFC 6749, 2.3.1). */
    private static ClientCredentials basic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw OAuthRefusal.invalidClient();
            }
            return new ClientCredentials(
                    URLDecoder.decode(pair.substring(0, colon), StandardCharsets.UTF_8),
                    new OpaqueSecret(URLDecoder.decode(pair.substring(colon + 1), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException _) {
            throw OAuthRefusal.invalidClient();
        }
    }
}
