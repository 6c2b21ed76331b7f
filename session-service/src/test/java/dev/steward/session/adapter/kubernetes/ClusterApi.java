package dev.steward.session.adapter.kubernetes;

import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * fabric8's server in CRUD mode, and what it has not: server-side apply, logs and measurements. It can be made to refuse,
 * and to be away.
 */
final class ClusterApi extends KubernetesCrudDispatcher {

    /** Whose requests are always answered. */
    static final String NODE = "node";

    private static final String APPLY = "application/apply-patch+yaml";
    private static final String MERGE = "application/merge-patch+json";

    private final Map<String, String> logs = new ConcurrentHashMap<>();
    private volatile Supplier<String> metrics = () -> "";
    private volatile Function<String, MockResponse> refusal = _ -> null;

    /** Answers requests of the service by their method and path, where it says something. */
    void refuse(Function<String, MockResponse> with) {
        refusal = with;
    }

    /** Answers so many requests of the service, and then none. Nodes go on. */
    void breakAfter(int requests) {
        AtomicInteger left = new AtomicInteger(requests);
        refuse(_ -> left.getAndDecrement() > 0 ? null : status(503, "not now"));
    }

    void mend() {
        refuse(_ -> null);
    }

    int countedRequests(Runnable work) {
        AtomicInteger requests = new AtomicInteger();
        refuse(_ -> {
            requests.incrementAndGet();
            return null;
        });
        work.run();
        mend();
        return requests.get();
    }

    void measure(Supplier<String> podMetrics) {
        metrics = podMetrics;
    }

    void print(String pod, String text) {
        logs.merge(pod, text, String::concat);
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        boolean asService = !NODE.equals(request.getHeader("User-Agent"));
        MockResponse refused = asService ? refusal.apply(request.getMethod() + " " + request.getPath()) : null;
        if (refused != null) {
            return refused;
        }
        String path = request.getPath().replaceFirst("\\?.*", "");
        if (path.endsWith("/log")) {
            return log(path, request.getPath());
        }
        if (path.equals("/apis/metrics.k8s.io/v1beta1/pods")) {
            String text = metrics.get();
            return text.isEmpty() ? status(404, "the server could not find the requested resource") : json(text);
        }
        return super.dispatch(request);
    }

    @Override
    public MockResponse handlePatch(RecordedRequest request) {
        if (!APPLY.equals(request.getHeader("Content-Type"))) {
            return super.handlePatch(request);
        }
        String path = request.getPath().replaceFirst("\\?.*", "");
        boolean known = handleGet(path).code() == 200;
        return known
                ? super.handlePatch(again(request, HttpMethod.PATCH, path))
                : handleCreate(again(request, HttpMethod.POST, path.substring(0, path.lastIndexOf('/'))));
    }

    static MockResponse status(int code, String message) {
        return json("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":" + code
                        + ",\"message\":\"" + message + "\"}")
                .setResponseCode(code);
    }

    private static RecordedRequest again(RecordedRequest request, HttpMethod method, String path) {
        Headers headers = Headers.builder().add("Content-Type", MERGE).build();
        return new RecordedRequest(
                request.getHttpVersion(),
                method,
                path,
                headers,
                new Buffer(request.getUtf8Body().getBytes(StandardCharsets.UTF_8)));
    }

    private MockResponse log(String path, String query) {
        String[] parts = path.split("/", -1);
        String text = logs.getOrDefault(parts[parts.length - 2], "");
        List<String> lines = text.lines().toList();
        int tail = query.contains("tailLines=")
                ? Integer.parseInt(query.replaceFirst(".*tailLines=(\\d+).*", "$1"))
                : lines.size();
        String last = String.join("\n", lines.subList(Math.max(0, lines.size() - tail), lines.size()));
        return new MockResponse().setResponseCode(200).setBody(last);
    }

    private static MockResponse json(String body) {
        return new MockResponse()
                .setResponseCode(200)
                .setHeader("Content-Type", "application/json")
                .setBody(body);
    }
}
