package dev.steward.zerotrust.adapter.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The refresh token of the login or of the refresh before. */
record RefreshRequest(@NotNull @Size(max = LONGEST) String refreshToken) {

    private static final int LONGEST = 1_024;

    @Override
    public String toString() {
        return "RefreshRequest[redacted]";
    }
}
