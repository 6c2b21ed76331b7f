package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.security.SecurityProperties;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OAuthMetadataController {

    private static final Duration FRESH = Duration.ofHours(1);

    private final OAuthMetadata metadata;

    OAuthMetadataController(SecurityProperties properties) {
        this.metadata = OAuthMetadata.of(properties.issuer());
    }

    /** Describes this authorization server (RFC 8414). */
    @GetMapping("/.well-known/oauth-authorization-server")
    ResponseEntity<OAuthMetadata> describe() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(FRESH).cachePublic())
                .body(metadata);
    }

    /** Describes this authorization server where clients look that know OpenID Connect, of which there is no more here. */
    @GetMapping("/.well-known/openid-configuration")
    ResponseEntity<OAuthMetadata> describeWhereClientsLook() {
        return describe();
    }
}
