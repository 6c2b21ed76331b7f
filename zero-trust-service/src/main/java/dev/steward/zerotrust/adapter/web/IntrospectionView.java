package dev.steward.zerotrust.adapter.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steward.kit.security.Caller;
import dev.steward.zerotrust.domain.SecretId;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of a token (RFC 7662, 2.2); of one that is not active nothing else.
 *
 * @param clientId the service account or API key it was issued to; {@code steward} for a login's
 * @param scope what it is good for at most; absent for a login's
 * @param exp when it expires, in seconds since 1970
 */
record IntrospectionView(
        boolean active,
        @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) String sub,
        @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) String username,
        @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) String clientId,
        @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) String scope,
        @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) Long exp,
        @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) String tokenType) {

    static final IntrospectionView INACTIVE = new IntrospectionView(false, null, null, null, null, null, null);

    static IntrospectionView of(Caller caller) {
        @Nullable Set<String> scopes = caller.scopes();
        return new IntrospectionView(
                true,
                caller.userId(),
                caller.username(),
                scopes == null
                        ? "steward"
                        : SecretId.parse(caller.loginSessionId()).credentialId(),
                scopes == null ? null : String.join(" ", new TreeSet<>(scopes)),
                caller.expiresAt().getEpochSecond(),
                "Bearer");
    }
}
