package dev.steward.contracts.pact;

import au.com.dius.pact.core.matchers.ResponseMatching;
import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.IRequest;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.generators.GeneratorTestMode;
import dev.steward.contracts.ContractFile;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks a started service everything its consumers' pacts say, and holds its answers against theirs. */
public final class ProvidedHttp {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ProvidedHttp() {}

    /**
     * Fails, saying what is different, unless every answer is as its consumer needs it.
     *
     * @param port where the service listens
     * @param states brings about a state that pacts name, and tells what they need to know of it
     */
    public static void requireAsNeeded(String provider, int port, Map<String, Supplier<Map<String, String>>> states) {
        if (ContractFile.isUpdating()) {
            return;
        }
        List<String> broken = new ArrayList<>();
        int asked = 0;
        for (V4Pact pact : PactFolder.committed().of(provider)) {
            for (var interaction : pact.getInteractions()) {
                if (interaction instanceof SynchronousHttp http) {
                    asked++;
                    mismatches(http, port, states)
                            .forEach(mismatch -> broken.add(PactFolder.name(pact, http) + ": " + mismatch));
                }
            }
        }
        if (asked == 0) {
            broken.add("nobody in contracts/pacts asks " + provider + " anything");
        }
        if (!broken.isEmpty()) {
            throw new AssertionError(String.join(System.lineSeparator(), broken));
        }
    }

    private static List<String> mismatches(
            SynchronousHttp interaction, int port, Map<String, Supplier<Map<String, String>>> states) {
        Map<String, Object> known = new HashMap<>();
        for (var state : interaction.getProviderStates()) {
            Supplier<Map<String, String>> bringAbout = states.get(state.getName());
            if (bringAbout == null) {
                return List.of("the provider's test does not know the state \"" + state.getName() + "\"");
            }
            known.putAll(bringAbout.get());
        }
        IRequest request = interaction
                .getRequest()
                .generatedRequest(new HashMap<>(Map.of("providerState", known)), GeneratorTestMode.Provider);
        return ResponseMatching.responseMismatches(interaction.getResponse(), answer(port, request), Map.of()).stream()
                .map(Difference::of)
                .toList();
    }

    private static HttpResponse answer(int port, IRequest request) {
        byte @Nullable [] body = request.getBody().getValue();
        HttpRequest.Builder http = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + request.getPath() + query(request)))
                .timeout(Duration.ofMinutes(2))
                .method(
                        request.getMethod(),
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        request.getHeaders().forEach((name, values) -> values.forEach(value -> http.header(name, value)));
        try {
            java.net.http.HttpResponse<byte[]> answer = CLIENT.send(http.build(), BodyHandlers.ofByteArray());
            ContentType type = answer.headers()
                    .firstValue("Content-Type")
                    .map(ContentType::fromString)
                    .orElse(ContentType.getUNKNOWN());
            OptionalBody content =
                    answer.body().length == 0 ? OptionalBody.empty() : OptionalBody.body(answer.body(), type);
            return new HttpResponse(
                    answer.statusCode(), new HashMap<>(answer.headers().map()), content);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(request.getMethod() + " " + request.getPath() + " was not answered", e);
        }
    }

    private static String query(IRequest request) {
        return request.getQuery().isEmpty()
                ? ""
                : request.getQuery().entrySet().stream()
                        .flatMap(parameter -> parameter.getValue().stream()
                                .map(value -> parameter.getKey() + "="
                                        + URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8)))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
