package dev.steward.zerotrust.adapter.web;

import java.util.List;

/**
 * What this authorization server is and where (RFC 8414). There is no authorization endpoint, and so no response type; the
 * list of them is required all the same.
 */
record OAuthMetadata(
        String issuer,
        String tokenEndpoint,
        String jwksUri,
        String introspectionEndpoint,
        String revocationEndpoint,
        List<String> responseTypesSupported,
        List<String> grantTypesSupported,
        List<String> tokenEndpointAuthMethodsSupported,
        List<String> introspectionEndpointAuthMethodsSupported,
        List<String> revocationEndpointAuthMethodsSupported) {

    private static final List<String> SECRET = List.of("client_secret_basic", "client_secret_post");
    private static final List<String> SECRET_OR_NONE = List.of("client_secret_basic", "client_secret_post", "none");

    static OAuthMetadata of(String issuer) {
        return new OAuthMetadata(
                issuer,
                issuer + "/oauth2/token",
                issuer + "/.well-known/jwks.json",
                issuer + "/oauth2/introspect",
                issuer + "/oauth2/revoke",
                List.of(),
                List.of(
                        TokenController.CLIENT_CREDENTIALS,
                        TokenController.REFRESH_TOKEN,
                        TokenController.TOKEN_EXCHANGE),
                SECRET_OR_NONE,
                SECRET,
                SECRET_OR_NONE);
    }
}
