package dev.steward.zerotrust.domain;

import java.util.ArrayList;
import java.util.List;

/** Which second factors a user has. */
public record MfaState(boolean totp, int recoveryCodesLeft) {

    public static final MfaState NONE = new MfaState(false, 0);

    /** As they are called on the wire. */
    public List<String> methods() {
        List<String> methods = new ArrayList<>();
        if (totp) {
            methods.add("totp");
        }
        if (recoveryCodesLeft > 0) {
            methods.add("recovery-code");
        }
        return methods;
    }
}
