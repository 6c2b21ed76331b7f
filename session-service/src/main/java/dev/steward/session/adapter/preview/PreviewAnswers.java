package dev.steward.session.adapter.preview;

import dev.steward.kit.web.Correlation;
import dev.steward.kit.web.PlainProblems;
import dev.steward.kit.web.Problem;
import dev.steward.session.domain.Session;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** What is shown in the place of a session that serves nothing now. */
public final class PreviewAnswers {

    private final PlainProblems problems;

    public PreviewAnswers(PlainProblems problems) {
        this.problems = problems;
    }

    /** 503 with the state of the session: a page for a browser, which looks again while there is something to come. */
    Mono<Void> closed(
            HttpServerRequest request,
            HttpServerResponse response,
            Session session,
            @Nullable String cookie,
            String traceId) {
        boolean coming = session.isUp() || session.startsAgain();
        Duration again = Duration.ofSeconds(coming ? 1 : 30);
        if (!wantsPage(request)) {
            Problem problem = Problem.unavailable("The session is " + state(session) + ".", again)
                    .member("session_status", state(session));
            return problems.write(request, response, problem, traceId);
        }
        String page = page(
                state(session),
                coming ? "<meta http-equiv=\"refresh\" content=\"1\">" : "",
                coming ? "This page looks again by itself." : "Start it to see its preview.");
        if (cookie != null) {
            // The page looks again without the bearer it was opened with.
            response.addHeader(HttpHeaderNames.SET_COOKIE, cookie);
        }
        return response.status(503)
                .header(HttpHeaderNames.RETRY_AFTER, String.valueOf(again.toSeconds()))
                .header(HttpHeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .header(Correlation.HEADER, traceId)
                .sendString(Mono.just(page))
                .then();
    }

    /** Whether somebody is to look at the answer, rather than a script. */
    private static boolean wantsPage(HttpServerRequest request) {
        return ReloadingPage.mayBe(request)
                && request.requestHeaders().get(HttpHeaderNames.ACCEPT, "").contains("text/html");
    }

    private static String state(Session session) {
        return session.status().text();
    }

    private static String page(String state, String refresh, String advice) {
        return """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>Session %1$s</title>%2$s
                <style>body{font:1rem system-ui;margin:20vh auto;max-width:30rem;text-align:center}</style></head>
                <body><h1>The session is %1$s.</h1><p>%3$s</p></body>
                </html>
                """.formatted(state, refresh, advice);
    }
}
