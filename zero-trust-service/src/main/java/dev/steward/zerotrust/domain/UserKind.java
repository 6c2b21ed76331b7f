package dev.steward.zerotrust.domain;

import java.util.Locale;

/** Who a user is: somebody who logs in, or a program that proves itself by a client secret. */
public enum UserKind {
    PERSON,
    SERVICE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
