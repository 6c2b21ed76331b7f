package dev.steward.zerotrust.adapter.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A code as somebody typed it; what cannot be one is answered like a wrong one. */
record MfaCode(@NotNull @Size(max = LONGEST) String mfaCode) {

    static final int LONGEST = 64;

    @Override
    public String toString() {
        return "MfaCode[redacted]";
    }
}
