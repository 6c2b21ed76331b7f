package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.IfMatch;
import dev.steward.zerotrust.domain.Secret;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * A secret without its value.
 *
 * @param version the current one, from 1
 * @param previousValidUntil until when the version before can be read too
 */
record SecretView(
        String id,
        String projectId,
        String name,
        int version,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant previousValidUntil) {

    static SecretView from(Secret secret) {
        return new SecretView(
                secret.id(),
                secret.projectId().value(),
                secret.name(),
                secret.version(),
                secret.createdAt(),
                secret.changedAt(),
                secret.previousUntil());
    }

    static ResponseEntity<SecretView> tagged(Secret secret) {
        return ResponseEntity.ok().eTag(IfMatch.tag(secret.version())).body(from(secret));
    }

    static ResponseEntity<SecretView> created(Secret secret) {
        return ResponseEntity.created(URI.create(SecretController.PATH + "/" + secret.id()))
                .eTag(IfMatch.tag(secret.version()))
                .body(from(secret));
    }
}
