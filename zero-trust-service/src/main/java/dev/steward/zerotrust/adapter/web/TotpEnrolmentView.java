package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.idempotency.OneTimeSecret;
import dev.steward.zerotrust.application.MfaOutcome.Enrolled;
import org.jspecify.annotations.Nullable;

/**
 * What an authenticator app has to be given; shown once.
 *
 * @param otpauthUri everything in one, for apps on the same device
 * @param secret in base32, for typing
 * @param qrSvg the URI as a QR code, for scanning
 */
record TotpEnrolmentView(
        @Nullable @OneTimeSecret String otpauthUri,
        @Nullable @OneTimeSecret String secret,
        @Nullable @OneTimeSecret String qrSvg,
        boolean secretAvailable) {

    static TotpEnrolmentView from(Enrolled enrolled) {
        String uri = enrolled.secret().otpauthUri(enrolled.username());
        return new TotpEnrolmentView(uri, enrolled.secret().base32(), QrSvg.of(uri), true);
    }

    @Override
    public String toString() {
        return "TotpEnrolmentView[redacted]";
    }
}
