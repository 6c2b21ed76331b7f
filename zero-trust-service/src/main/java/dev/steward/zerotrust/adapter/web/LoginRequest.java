package dev.steward.zerotrust.adapter.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** What somebody typed, whatever it is: a name or a password that cannot exist is answered like a wrong one. */
record LoginRequest(
        @NotNull @Size(max = LONGEST) String username,
        @NotNull @Size(max = LONGEST) String password) {

    private static final int LONGEST = 1_024;

    @Override
    public String toString() {
        return "LoginRequest[redacted]";
    }
}
