package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.MfaState;
import java.util.List;

/**
 * The second factors of a user.
 *
 * @param methods those that can be presented now: {@code totp}, {@code recovery-code}
 */
record MfaView(boolean enabled, List<String> methods, int recoveryCodesLeft) {

    static MfaView from(MfaState state) {
        return new MfaView(state.totp(), state.methods(), state.recoveryCodesLeft());
    }
}
