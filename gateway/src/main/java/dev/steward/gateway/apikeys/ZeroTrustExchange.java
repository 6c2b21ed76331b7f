package dev.steward.gateway.apikeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.steward.gateway.upstream.Breakers;
import dev.steward.gateway.upstream.CallSettings;
import dev.steward.gateway.upstream.Instance;
import dev.steward.gateway.upstream.Instances;
import dev.steward.gateway.upstream.RetryBudget;
import dev.steward.gateway.upstream.UpstreamException;
import dev.steward.gateway.upstream.UpstreamFailure;
import dev.steward.gateway.upstream.Upstreams;
import dev.steward.kit.web.Correlation;
import dev.steward.kit.web.Problem;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks an instance of zero-trust-service, as RFC 8693 has it. */
public final class ZeroTrustExchange implements TokenExchange {

    private static final String SERVICE = "zero-trust-service";

    /** By which its breaker is known beside those of routes. */
    private static final String CALL = "api-keys";

    private static final String EXCHANGE = form("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange") + "&"
            + form("subject_token_type", "urn:steward:params:oauth:token-type:api-key") + "&";

    private static final int AT_ONCE = 64;
    private static final int LARGEST = 64 * 1024;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final HttpClient client;
    private final Upstreams upstreams;
    private final Breakers breakers;
    private final CallSettings settings;
    private final JsonMapper json;
    private final RetryBudget budget;
    private final Semaphore places = new Semaphore(AT_ONCE);

    public ZeroTrustExchange(
            HttpClient client, Upstreams upstreams, Breakers breakers, CallSettings settings, JsonMapper json) {
        this.client = client.responseTimeout(settings.timeout());
        this.upstreams = upstreams;
        this.breakers = breakers;
        this.settings = settings;
        this.json = json;
        this.budget = new RetryBudget(settings.retryPercent());
    }

    @Override
    public Mono<Answer> exchange(ApiKey key, @Nullable InetAddress origin) {
        return Mono.defer(() -> {
            if (!places.tryAcquire()) {
                return Mono.error(Problem.unavailable("Too many API keys are being looked at; try again.", SOON));
            }
            budget.called();
            return breakers.of(CALL, SERVICE).guard(ask(key, origin, List.of())).doFinally(_ -> places.release());
        });
    }

    /** Nothing happens by it, so that it may happen twice. */
    private Mono<Answer> ask(ApiKey key, @Nullable InetAddress origin, List<Instance> tried) {
        @Nullable Instances instances = upstreams.of(SERVICE);
        @Nullable Instance instance = instances == null ? null : instances.next(tried);
        if (instances == null || instance == null) {
            return Mono.error(() -> new UpstreamException(new ConnectException("there is no instance")));
        }
        List<Instance> asked =
                Stream.concat(tried.stream(), Stream.of(instance)).toList();
        return ask(key, origin, instance).onErrorResume(UpstreamException.class, error -> {
            if (error.failure() == UpstreamFailure.ABSENT) {
                upstreams.unreachable(instance);
            }
            boolean again = asked.size() < settings.attempts() && instances.hasOther(asked) && budget.mayRetry();
            return again ? ask(key, origin, asked) : Mono.error(error);
        });
    }

    private Mono<Answer> ask(ApiKey key, @Nullable InetAddress origin, Instance instance) {
        Mono<Answer> answer = Mono.deferContextual(
                context -> client.headers(headers -> describe(headers, origin, Correlation.of(context)))
                        .post()
                        .uri(instance.address().resolve("/oauth2/token"))
                        .send(ByteBufMono.fromString(Mono.just(EXCHANGE + form("subject_token", key.value()))))
                        .response((response, content) -> content.asByteArray()
                                .collect(ByteArrayOutputStream::new, ZeroTrustExchange::add)
                                .map(body -> read(response, body.toString(UTF_8))))
                        .next());
        return answer.timeout(settings.timeout(), Mono.error(ReadTimeoutException.INSTANCE))
                .onErrorMap(error -> !(error instanceof Problem), UpstreamException::new)
                .doFirst(instance::began)
                .doFinally(_ -> instance.ended());
    }

    private static void describe(HttpHeaders headers, @Nullable InetAddress origin, @Nullable String trace) {
        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded")
                .set(HttpHeaderNames.ACCEPT, "application/json");
        if (origin != null) {
            headers.set("X-Forwarded-For", origin.getHostAddress());
        }
        if (trace != null) {
            headers.set(Correlation.HEADER, trace);
        }
    }

    private static void add(ByteArrayOutputStream body, byte[] bytes) {
        if (body.size() + bytes.length > LARGEST) {
            throw new IllegalStateException("the answer is too long");
        }
        body.writeBytes(bytes);
    }

    private Answer read(HttpClientResponse response, String body) {
        int status = response.status().code();
        return switch (status) {
            case 200 -> issued(tree(body));
            case 400 -> refused(tree(body).path("error").asString(""));
            case 429 -> new Answer.HeldUp(retryAfter(response));
            case 502, 503, 504 ->
                throw Problem.unavailable("API keys cannot be looked at now; try again.", retryAfter(response));
            default -> throw new IllegalStateException("the answer is " + status);
        };
    }

    private static Answer issued(JsonNode answer) {
        String token = answer.path("access_token").asString("");
        long seconds = answer.path("expires_in").asLong(0);
        if (token.isEmpty() || !"Bearer".equals(answer.path("token_type").asString(""))) {
            throw new IllegalStateException("the answer has no token");
        }
        return new Answer.Issued(token, Duration.ofSeconds(seconds));
    }

    private static Answer refused(String error) {
        return switch (error) {
            case "invalid_request" -> new Answer.NoSuchKey();
            case "invalid_scope" -> new Answer.NothingLeft();
            default -> throw new IllegalStateException("the answer is 400 without a reason that can be");
        };
    }

    /** What is in an answer that cannot be read is nobody's business. */
    private JsonNode tree(String body) {
        try {
            return json.readTree(body);
        } catch (JacksonException _) {
            throw new IllegalStateException("the answer is no JSON");
        }
    }

    private static Duration retryAfter(HttpClientResponse response) {
        String told = response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER, "");
        return told.matches("\\d{1,4}") ? Duration.ofSeconds(Integer.parseInt(told)) : SOON;
    }

    private static String form(String name, String value) {
        return Stream.of(name, value)
                .map(each -> URLEncoder.encode(each, UTF_8))
                .collect(Collectors.joining("="));
    }
}
