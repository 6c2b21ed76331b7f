package dev.steward.contracts.pact;

import static java.nio.charset.StandardCharsets.UTF_8;

import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.ProviderState;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import au.com.dius.pact.core.model.generators.Category;
import au.com.dius.pact.core.model.generators.ProviderStateGenerator;
import au.com.dius.pact.core.model.matchingrules.RegexMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request and its answer. Of a request all but the token counts as it is; of an answer each value stands for its
 * kind, except in problems, whose code and status count.
 */
public final class HttpNeed {

    /** Stands for the id that the provider's state names, in paths of examples. */
    public static final String ID = "0198c0de-0000-7000-8000-000000000002";

    private static final Set<String> OF_PROBLEMS = Set.of("type", "title", "status", "code", "field");

    private final SynchronousHttp interaction;

    private HttpNeed(SynchronousHttp interaction) {
        this.interaction = interaction;
    }

    /**
     * Starts with a state of the provider, which knows a {@code token} that may do what is asked, and the {@code id}.
     *
     * @param uri with {@code {id}} where the state's id belongs
     */
    public static HttpNeed given(String state, String description, String method, String uri) {
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        var request = new HttpRequest(method, path.replace("{id}", ID));
        if (path.contains("{id}")) {
            request.getGenerators()
                    .addGenerator(Category.PATH, "", new ProviderStateGenerator(path.replace("{id}", "${id}")));
        }
        if (query >= 0) {
            for (String parameter : uri.substring(query + 1).split("&", -1)) {
                String[] pair = parameter.split("=", 2);
                request.getQuery().put(pair[0], new ArrayList<>(List.of(pair[1])));
            }
        }
        var states = new ArrayList<>(List.of(new ProviderState(state)));
        return new HttpNeed(new SynchronousHttp(description, states, request, new HttpResponse()));
    }

    /** The request bears a token. */
    public HttpNeed bearing() {
        header("Authorization", "Bearer token");
        HttpRequest request = interaction.getRequest();
        request.getMatchingRules().addCategory("header").addRule("Authorization", new RegexMatcher("Bearer .+"));
        request.getGenerators()
                .addGenerator(Category.HEADER, "Authorization", new ProviderStateGenerator("Bearer ${token}"));
        return this;
    }

    /** The request names a client and its secret, the {@code client} that the provider's state knows. */
    public HttpNeed asClient() {
        header("Authorization", "Basic Y2xpZW50OnNlY3JldA==");
        HttpRequest request = interaction.getRequest();
        request.getMatchingRules().addCategory("header").addRule("Authorization", new RegexMatcher("Basic .+"));
        request.getGenerators()
                .addGenerator(Category.HEADER, "Authorization", new ProviderStateGenerator("Basic ${client}"));
        return this;
    }

    /** The request carries this header on. */
    public HttpNeed header(String name, String value) {
        interaction.getRequest().getHeaders().put(name, List.of(value));
        return this;
    }

    public HttpNeed json(String body) {
        return body("application/json", body);
    }

    public HttpNeed form(String body) {
        return body("application/x-www-form-urlencoded", body);
    }

    /** What the body says in this field is what the provider's state knows under the name. */
    public HttpNeed known(String field, String name) {
        interaction
                .getRequest()
                .getGenerators()
                .addGenerator(Category.BODY, "$." + field, new ProviderStateGenerator("${" + name + "}"));
        return this;
    }

    public HttpNeed body(String contentType, String body) {
        header("Content-Type", contentType);
        interaction.getRequest().setBody(OptionalBody.body(body.getBytes(UTF_8), ContentType.fromString(contentType)));
        return this;
    }

    public HttpNeed answers(int status) {
        interaction.getResponse().setStatus(status);
        return this;
    }

    /** Of these fields the value counts. */
    public HttpNeed answers(int status, String json, String... exact) {
        return answers(status, "application/json", json, Set.of(exact));
    }

    /** The answer carries this header. */
    public HttpNeed answering(String name, String value) {
        interaction.getResponse().getHeaders().put(name, List.of(value));
        return this;
    }

    public HttpNeed answersProblem(int status, String json) {
        return answers(status, "application/problem+json", json, OF_PROBLEMS);
    }

    /** The answer names what was made, below this path. */
    public HttpNeed located(String path) {
        HttpResponse response = interaction.getResponse();
        response.getHeaders().put("Location", List.of(path + "/" + ID));
        response.getMatchingRules()
                .addCategory("header")
                .addRule("Location", new RegexMatcher(path + "/" + JsonRules.ID));
        return this;
    }

    private HttpNeed answers(int status, String contentType, String json, Set<String> exact) {
        HttpResponse response = interaction.getResponse();
        response.setStatus(status);
        response.getHeaders().putAll(new HashMap<>(java.util.Map.of("Content-Type", List.of(contentType))));
        response.setBody(OptionalBody.body(json.getBytes(UTF_8), ContentType.fromString(contentType)));
        JsonRules.add(
                response.getMatchingRules().addCategory("body"),
                "$",
                JsonMapper.shared().readTree(json),
                exact);
        return this;
    }

    SynchronousHttp interaction() {
        return interaction;
    }
}
