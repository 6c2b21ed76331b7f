package dev.steward.session.adapter.kubernetes;

import dev.steward.session.port.RuntimeUnavailableException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.function.Supplier;

/** What goes wrong with the API server, told apart: it cannot be asked now, or it does not want what it was asked. */
final class Cluster {

    private static final int INVALID = 422;
    private static final int LONGEST_MESSAGE = 300;

    private Cluster() {}

    /** Whatever goes wrong with a question may go better later. */
    static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (KubernetesClientException e) {
            throw away(e);
        }
    }

    static RuntimeUnavailableException away(KubernetesClientException e) {
        boolean refused =
                e.getCode() == HttpURLConnection.HTTP_FORBIDDEN || e.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED;
        return new RuntimeUnavailableException(
                refused
                        ? "The Kubernetes API refuses this service: " + message(e)
                        : "The Kubernetes API does not answer.",
                e);
    }

    /** Whether asking again would be answered the same way. */
    static boolean isRefusal(KubernetesClientException e) {
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_BAD_REQUEST, INVALID -> true;
            // A namespace that is being removed can be made again once it is gone.
            case HttpURLConnection.HTTP_FORBIDDEN -> !message(e).contains("being terminated");
            default -> false;
        };
    }

    static boolean isTaken(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_CONFLICT;
    }

    static boolean isMissing(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
    }

    /** In the server's own words. */
    static String message(KubernetesClientException e) {
        String said = e.getStatus() == null ? null : e.getStatus().getMessage();
        String text = said == null ? "status " + e.getCode() : said;
        return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "…" : text;
    }
}
