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
import dev.steward.session.application.StreamSlots;
import dev.steward.session.domain.Session;
import dev.steward.session.port.RuntimeUnavailableException;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.timeout.TimeoutException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Passes requests to {@code /preview/<session>/…} on to what the session serves. Beside Spring's filters and not by
 * them: their table of routes, limits and paths are those of the API, and a dev server may be asked for anything.
 */
public final class PreviewRequests implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {

    private static final Logger LOG = LoggerFactory.getLogger(PreviewRequests.class);

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Previews previews;
    private final PassThrough onward;
    private final PreviewHeaders headers;
    private final PreviewAnswers answers;
    private final PreviewChanges changes;
    private final StreamSlots slots;
    private final PlainProblems problems;

    public PreviewRequests(
            Previews previews,
            PassThrough onward,
            PreviewHeaders headers,
            PreviewAnswers answers,
            PreviewChanges changes,
            StreamSlots slots,
            PlainProblems problems) {
        this.previews = previews;
        this.onward = onward;
        this.headers = headers;
        this.answers = answers;
        this.changes = changes;
        this.slots = slots;
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
        if (credentials.areCookies() && RequestSite.isForeign(request.method(), request.requestHeaders())) {
            return Mono.error(foreign());
        }
        Asked asked = new Asked(request, response, target.target(), cookie(request, credentials), traceId);
        return previews.visit(target.sessionId(), credentials.tokens()).flatMap(visit -> switch (visit) {
            case Visit.Refused() -> Mono.error(refusal(credentials));
            case Visit.Gone() -> Mono.error(notFound());
            case Visit.Closed(Session session) -> answers.closed(request, response, session, asked.cookie(), traceId);
            case Visit.Open open -> Mono.using(() -> slot(open.session()), _ -> serve(asked, open), Runnable::run);
        });
    }

    /**
     * One request, of somebody who may make it.
     *
     * @param target path and query within the preview
     * @param cookie to be set with the answer
     */
    private record Asked(
            HttpServerRequest request,
            HttpServerResponse response,
            String target,
            @Nullable String cookie,
            String traceId) {}

    /** Every visit counts for as long as it takes: any of them may be a stream, or be held up. */
    private Runnable slot(Session session) {
        return switch (slots.take(session.identity().userId(), session.id())) {
            case StreamSlots.Claim.Held(Runnable giveBack) -> giveBack;
            case StreamSlots.Claim.Full(String reason) ->
                throw new Problem(ProblemCode.TOO_MANY_REQUESTS, reason).retryAfter(SOON);
        };
    }

    private Mono<Void> serve(Asked asked, Visit.Open open) {
        return asked.target().startsWith(PreviewChanges.PREFIX)
                ? changes.answer(asked.request(), asked.response(), open.session(), asked.target(), asked.traceId())
                : previews.used(open.session()).then(pass(asked, open));
    }

    private Mono<Void> pass(Asked asked, Visit.Open open) {
        HttpHeaders sent = headers.request(asked.request());
        AnswerEdit plain = edit(asked.cookie(), asked.traceId());
        if (!ReloadingPage.mayBe(asked.request())) {
            return pass(asked, new Onward(open.address(), asked.target(), sent, plain));
        }
        ReloadingPage.askPlainly(sent);
        return Mono.using(
                () -> changes.mark(open.session()),
                mark -> {
                    ReloadingPage page = new ReloadingPage(UUID.randomUUID().toString(), mark.last());
                    return pass(asked, new Onward(open.address(), asked.target(), sent, reloading(plain, page)));
                },
                mark -> mark.listening().dispose());
    }

    private Mono<Void> pass(Asked asked, Onward to) {
        return onward.pass(asked.request(), asked.response(), to)
                .doOnError(error -> LOG.debug("the session at {}", to.server(), error));
    }

    private static AnswerEdit edit(@Nullable String cookie, String traceId) {
        return (_, answer) -> {
            PreviewHeaders.answer(answer);
            if (cookie != null) {
                answer.add(HttpHeaderNames.SET_COOKIE, cookie);
            }
            answer.set(Correlation.HEADER, traceId);
            return body -> body;
        };
    }

    private static AnswerEdit reloading(AnswerEdit plain, ReloadingPage page) {
        return (status, answer) -> {
            UnaryOperator<Flux<ByteBuf>> body = plain.edit(status, answer);
            if (!ReloadingPage.is(status, answer)) {
                return body;
            }
            page.head(answer);
            return page::body;
        };
    }

    private @Nullable String cookie(HttpServerRequest request, PreviewCredentials credentials) {
        return credentials.cookie(headers.isOverTls(request));
    }

    private static Problem refusal(PreviewCredentials credentials) {
        return credentials.areMissing()
                ? new Problem(ProblemCode.UNAUTHORIZED, "The token of the session is needed.")
                        .header("WWW-Authenticate", "Bearer")
                : BearerToken.refused("The token does not open this session.");
    }

    private static Problem foreign() {
        return new Problem(ProblemCode.FORBIDDEN, "A page of another origin may not ask for this with the cookie.");
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
