package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.idempotency.OneTimeSecret;
import dev.steward.zerotrust.application.MfaOutcome.Codes;
import dev.steward.zerotrust.domain.RecoveryCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Codes that each stand in once for a lost authenticator; shown once. */
record RecoveryCodesView(@Nullable @OneTimeSecret List<String> recoveryCodes, boolean secretAvailable) {

    static RecoveryCodesView from(Codes codes) {
        return new RecoveryCodesView(
                codes.codes().stream().map(RecoveryCode::value).toList(), true);
    }

    @Override
    public String toString() {
        return "RecoveryCodesView[redacted]";
    }
}
