package dev.steward.session.adapter.preview;

import dev.steward.kit.passthrough.AnswerEdit;
import dev.steward.kit.passthrough.Onward;
import dev.steward.kit.passthrough.PassThrough;
import dev.steward.kit.security.BearerToken;
import dev.steward.kit.web.Correlation;
import dev.steward.kit.web.PlainProblems;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.session.application.Previews;
import dev.steward.session.application.Previews.Visit;
import dev.steward.session.domain.SessionToken;
import dev.steward.session.port.RuntimeUnavailableException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.timeout.TimeoutException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Passes requests to {@code /preview/<session>/…} on to what the session serves. Beside Spring's filters and not by
 * them: their table of routes, limits and paths are those of the API, and a dev server may be asked for anything.
 */
public final class PreviewRequests implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {

    private static final Logger LOG = LoggerFactory.getLogger(PreviewRequests.class);

    private final Previews previews;
    private final PassThrough onward;
    private final PreviewHeaders headers;
    private final PreviewAnswers answers;
    private final PreviewChanges changes;
    private final PlainProblems problems;

    public PreviewRequests(
            Previews previews,
            PassThrough onward,
            PreviewHeaders headers,
            PreviewAnswers answers,
            PreviewChanges changes,
            PlainProblems problems) {
        this.previews = previews;
        this.onward = onward;
        this.headers = headers;
        this.answers = answers;
        this.changes = changes;
        this.problems = problems;
    }

    /** Whether a request is one of these. */
    public static boolean covers(HttpServerRequest request) {
        return request.uri().startsWith(PreviewTarget.PREFIX);
    }

    @Override
    public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
        String traceId = PlainProblems.traceId(request);
        return Mono.defer(() -> answer(request, response, traceId)).onErrorResume(error -> {
            if (response.hasSentHeaders()) {
                return Mono.error(error);
            }
            return problems.write(request, response, problemOf(error), traceId);
        });
    }

    private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response, String traceId) {
        PreviewTarget target = PreviewTarget.of(request.uri());
        if (target == null) {
            return Mono.error(notFound());
        }
        PreviewCredentials credentials = PreviewCredentials.of(request.requestHeaders());
        return previews.visit(target.sessionId(), credentials.token())
                .switchIfEmpty(Mono.error(PreviewRequests::notFound))
                .flatMap(visit -> switch (visit) {
                    case Visit.Refused() -> Mono.error(refusal(credentials));
                    case Visit.Closed closed ->
                        answers.closed(request, response, closed.session(), cookie(request, credentials), traceId);
                    case Visit.Open open
                    when target.target().startsWith(PreviewChanges.PREFIX) ->
                        changes.answer(request, response, open.session(), target.target(), traceId);
                    case Visit.Open open ->
                        previews.used(open.session()).then(pass(request, response, open, target, credentials, traceId));
                });
    }

    private Mono<Void> pass(
            HttpServerRequest request,
            HttpServerResponse response,
            Visit.Open open,
            PreviewTarget target,
            PreviewCredentials credentials,
            String traceId) {
        @Nullable String cookie = cookie(request, credentials);
        HttpHeaders asked = headers.request(request);
        ReloadingPage page = null;
        if (ReloadingPage.mayBe(request)) {
            ReloadingPage.askPlainly(asked);
            page = new ReloadingPage(UUID.randomUUID().toString(), changes.last(open.session()));
        }
        AnswerEdit edit = edit(page, cookie, traceId);
        return onward.pass(request, response, new Onward(open.address(), target.target(), asked, edit))
                .doOnError(error -> LOG.debug("preview of session {}", target.sessionId(), error));
    }

    private static AnswerEdit edit(@Nullable ReloadingPage page, @Nullable String cookie, String traceId) {
        return (status, answer) -> {
            PreviewHeaders.answer(answer);
            if (cookie != null) {
                answer.add(HttpHeaderNames.SET_COOKIE, cookie);
            }
            answer.set(Correlation.HEADER, traceId);
            if (page == null || !ReloadingPage.is(status, answer)) {
                return body -> body;
            }
            page.head(answer);
            return page::body;
        };
    }

    /** For a visitor who does not have it yet. */
    private @Nullable String cookie(HttpServerRequest request, PreviewCredentials credentials) {
        @Nullable SessionToken token = credentials.token();
        return credentials.fromHeader() && token != null
                ? PreviewCredentials.cookie(token, headers.isOverTls(request))
                : null;
    }

    private static Problem refusal(PreviewCredentials credentials) {
        return credentials.token() == null && !credentials.fromHeader()
                ? new Problem(ProblemCode.UNAUTHORIZED, "The token of the session is needed.")
                        .header("WWW-Authenticate", "Bearer")
                : BearerToken.refused("The token does not open this session.");
    }

    private static Problem notFound() {
        return Problem.notFound("There is no such session.");
    }

    private static Problem problemOf(Throwable error) {
        return switch (error) {
            case Problem problem -> problem;
            case TimeoutException _, java.util.concurrent.TimeoutException _ ->
                new Problem(ProblemCode.GATEWAY_TIMEOUT, "The session did not answer in time.");
            case DataAccessException _ ->
                Problem.unavailable("Sessions cannot be looked up now.", Duration.ofSeconds(1));
            case RuntimeUnavailableException _ ->
                Problem.unavailable("What the session runs on cannot be asked now.", Duration.ofSeconds(5));
            case java.io.IOException _ -> new Problem(ProblemCode.BAD_GATEWAY, "The session gave no usable answer.");
            default -> unexpected(error);
        };
    }

    private static Problem unexpected(Throwable error) {
        LOG.warn("a preview failed", error);
        return new Problem(ProblemCode.BAD_GATEWAY, "The session gave no usable answer.");
    }
}
