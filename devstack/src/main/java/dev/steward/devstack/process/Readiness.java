package dev.steward.devstack.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks a service whether it is ready. */
public final class Readiness {
    private static final int TIMEOUT_MILLIS = 2_000;

    private Readiness() {}

    public static boolean answers(URI service) {
        try {
            var connection =
                    (HttpURLConnection) service.resolve("/health/ready").toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
