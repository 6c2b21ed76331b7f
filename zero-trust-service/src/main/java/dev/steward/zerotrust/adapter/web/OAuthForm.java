package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.Scopes;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.DecodingException;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The parameters of a request to an OAuth endpoint: each at most once, and one without a value is not there. */
record OAuthForm(MultiValueMap<String, String> parameters) {

    /** Fails with an {@link OAuthRefusal}. */
    static Mono<OAuthForm> read(ServerWebExchange exchange) {
        return exchange.getFormData()
                .onErrorMap(OAuthForm::isMalformed, _ -> OAuthRefusal.invalidRequest("The form cannot be read."))
                .map(OAuthForm::new)
                .doOnNext(OAuthForm::requireEachOnce);
    }

    String required(String name) {
        return optional(name).orElseThrow(() -> OAuthRefusal.invalidRequest(name + " is missing."));
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(parameters.getFirst(name)).filter(value -> !value.isEmpty());
    }

    /** Null when none are named. */
    @Nullable
    Scopes scopes() {
        return optional("scope").map(OAuthForm::scopes).orElse(null);
    }

    private static Scopes scopes(String typed) {
        List<String> names = List.of(typed.split(" ", -1));
        var distinct = new TreeSet<>(names);
        if (distinct.size() > Scopes.MOST || !names.stream().allMatch(name -> name.matches(Scopes.PATTERN))) {
            throw OAuthRefusal.of("invalid_scope", "A scope " + Scopes.RULE + ".");
        }
        return new Scopes(distinct);
    }

    private void requireEachOnce() {
        parameters.forEach((_, values) -> {
            if (values.size() > 1) {
                throw OAuthRefusal.invalidRequest("A parameter is there more than once.");
            }
        });
    }

    private static boolean isMalformed(Throwable error) {
        return error instanceof IllegalArgumentException || error instanceof DecodingException;
    }

    @Override
    public String toString() {
        return "OAuthForm[redacted]";
    }
}
