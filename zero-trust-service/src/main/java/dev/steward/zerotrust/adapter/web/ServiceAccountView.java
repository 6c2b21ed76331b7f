package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.IfMatch;
import dev.steward.zerotrust.domain.ServiceAccount;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * A service account.
 *
 * @param clientId what it calls itself when it asks for a token; the same as {@code id}
 * @param eventSource what the source of its events begins with; null where that is {@code /callers/<id>}
 * @param previousSecretValidUntil until when the secret before the last rotation is good too
 */
record ServiceAccountView(
        String id,
        String clientId,
        String name,
        @Nullable String eventSource,
        List<String> roles,
        boolean disabled,
        Instant createdAt,
        @Nullable Instant previousSecretValidUntil) {

    static ServiceAccountView from(ServiceAccount account) {
        var user = account.user();
        return new ServiceAccountView(
                account.id(),
                account.id(),
                account.name(),
                account.sourceText(),
                user.roleNames(),
                user.disabled(),
                user.createdAt(),
                account.previousSecretUntil());
    }

    static ResponseEntity<ServiceAccountView> tagged(ServiceAccount account) {
        return ResponseEntity.ok().eTag(IfMatch.tag(account.version())).body(from(account));
    }
}
