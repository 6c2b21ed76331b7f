package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.RevealedSecret;

/** The value of one version of a secret. */
record SecretValueView(String id, int version, String value) {

    static SecretValueView from(String id, RevealedSecret revealed) {
        return new SecretValueView(id, revealed.version(), revealed.value().text());
    }

    @Override
    public String toString() {
        return "SecretValueView[" + id + ", " + version + "]";
    }
}
