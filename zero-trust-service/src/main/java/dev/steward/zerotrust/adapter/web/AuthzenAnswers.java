package dev.steward.zerotrust.adapter.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An AuthZEN access evaluations response.
 *
 * @param evaluations in the order of the requests; absent when there was one request, whose answer the other members are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuthzenAnswers(
        @Nullable List<AuthzenAnswer> evaluations, @Nullable Boolean decision, AuthzenAnswer.@Nullable Why context) {

    static AuthzenAnswers of(List<AuthzenAnswer> several) {
        return new AuthzenAnswers(several, null, null);
    }

    static AuthzenAnswers of(AuthzenAnswer one) {
        return new AuthzenAnswers(null, one.decision(), one.context());
    }
}
