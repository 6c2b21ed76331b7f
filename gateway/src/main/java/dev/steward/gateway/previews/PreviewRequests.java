package dev.steward.gateway.previews;

import dev.steward.gateway.upstream.UpstreamFailure;
import dev.steward.kit.passthrough.HopHeaders;
import dev.steward.kit.passthrough.Onward;
import dev.steward.kit.passthrough.PassThrough;
import dev.steward.kit.web.Correlation;
import dev.steward.kit.web.PlainProblems;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.TrustedProxies;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Hands each request of a preview to session-service, which knows sessions and their tokens. The session is the first
 * label of the host name; its path goes on as it came, since a dev server may give a meaning to any.
 */
public final class PreviewRequests implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {

    private static final Logger LOG = LoggerFactory.getLogger(PreviewRequests.class);

    private static final Pattern HOST =
            Pattern.compile("([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.[a-z0-9.:-]+");

    /** By which somebody could pretend to be somewhere else, or to be the gateway. */
    private static final Pattern PRETENDED =
            Pattern.compile("(?:x[-_]forwarded|x[-_]steward|forwarded$|x[-_]real[-_]ip$|expect$).*");

    private static final Pattern API_KEY = Pattern.compile("x[-_]api[-_]key", Pattern.CASE_INSENSITIVE);

    private final PassThrough onward;
    private final URI sessionService;
    private final TrustedProxies proxies;
    private final PlainProblems problems;

    public PreviewRequests(PassThrough onward, URI sessionService, TrustedProxies proxies, PlainProblems problems) {
        this.onward = onward;
        this.sessionService = sessionService;
        this.proxies = proxies;
        this.problems = problems;
    }

    @Override
    public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
        String traceId = PlainProblems.traceId(request);
        String session = session(request);
        if (session == null) {
            return problems.write(
                    request, response, Problem.notFound("A preview is at <session id>.<this host>."), traceId);
        }
        if (!request.uri().startsWith("/")) {
            return problems.write(
                    request, response, new Problem(ProblemCode.BAD_REQUEST, "The target is no path."), traceId);
        }
        Onward to = new Onward(
                sessionService,
                "/preview/" + session + request.uri(),
                headers(request, traceId),
                (_, _) -> body -> body);
        return onward.pass(request, response, to).onErrorResume(error -> {
            if (response.hasSentHeaders()) {
                return Mono.error(error);
            }
            return problems.write(request, response, problem(session, error), traceId);
        });
    }

    private static @Nullable String session(HttpServerRequest request) {
        var hosts = request.requestHeaders().getAll(HttpHeaderNames.HOST);
        Matcher host = HOST.matcher(hosts.size() == 1 ? hosts.getFirst().toLowerCase(Locale.ROOT) : "");
        return host.matches() ? host.group(1) : null;
    }

    private HttpHeaders headers(HttpServerRequest request, String traceId) {
        HttpHeaders passed = HopHeaders.without(request.requestHeaders());
        for (String name : passed.names()) {
            if (PRETENDED.matcher(name.toLowerCase(Locale.ROOT)).matches() || isOurKey(name, passed)) {
                passed.remove(name);
            }
        }
        InetAddress client =
                proxies.origin(request.remoteAddress(), request.requestHeaders().getAll("X-Forwarded-For"));
        if (client != null) {
            passed.set("X-Forwarded-For", client.getHostAddress());
        }
        boolean behindTls = proxies.isProxy(request.remoteAddress())
                && "https".equals(request.requestHeaders().get("X-Forwarded-Proto"));
        passed.set("X-Forwarded-Proto", behindTls ? "https" : "http");
        passed.set(Correlation.HEADER, traceId);
        return passed;
    }

    /** What a session serves may have keys of its own, and is not to see one of the suite. */
    private static boolean isOurKey(String name, HttpHeaders headers) {
        return API_KEY.matcher(name).matches()
                && headers.getAll(name).stream().anyMatch(value -> value.strip().startsWith("stw_"));
    }

    private static Problem problem(String session, Throwable error) {
        if (error instanceof Problem problem) {
            return problem;
        }
        LOG.warn("Preview of session {}: {}", session, error.toString());
        return switch (UpstreamFailure.of(error)) {
            case ABSENT, SATURATED ->
                Problem.unavailable("Previews cannot be reached; try again.", Duration.ofSeconds(1));
            case LATE -> new Problem(ProblemCode.GATEWAY_TIMEOUT, "The preview did not answer in time.");
            case BROKEN -> new Problem(ProblemCode.BAD_GATEWAY, "The preview gave no usable answer.");
        };
    }
}
