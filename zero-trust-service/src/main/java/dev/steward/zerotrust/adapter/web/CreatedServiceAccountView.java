package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.idempotency.OneTimeSecret;
import dev.steward.zerotrust.application.ServiceAccountService.Creation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service account that was just created.
 *
 * @param eventSource what the source of its events begins with; null where that is {@code /callers/<id>}
 * @param clientSecret what it proves itself by when it asks for a token; shown once
 */
record CreatedServiceAccountView(
        String id,
        String clientId,
        String name,
        @Nullable String eventSource,
        List<String> roles,
        boolean disabled,
        Instant createdAt,
        @Nullable @OneTimeSecret String clientSecret,
        boolean secretAvailable) {

    static CreatedServiceAccountView from(Creation creation) {
        var account = creation.account();
        var user = account.user();
        return new CreatedServiceAccountView(
                account.id(),
                account.id(),
                account.name(),
                account.sourceText(),
                user.roleNames(),
                user.disabled(),
                user.createdAt(),
                creation.secret().value(),
                true);
    }

    @Override
    public String toString() {
        return "CreatedServiceAccountView[" + id + "]";
    }
}
