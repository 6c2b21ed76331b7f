package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Several AuthZEN access evaluation requests, at most 100, and what they have in common; without any, the one that
 * {@code subject}, {@code action}, {@code resource} and {@code context} are.
 */
record AuthzenEvaluations(
        AuthzenEvaluation.@Nullable Entity subject,
        AuthzenEvaluation.@Nullable Action action,
        AuthzenEvaluation.@Nullable Entity resource,
        @Nullable Map<String, JsonNode> context,
        @Nullable List<@Nullable AuthzenEvaluation> evaluations,
        @Nullable Options options)
        implements CheckedBody {

    private static final int MOST = 100;

    /**
     * How they are evaluated.
     *
     * @param evaluationsSemantic {@code execute_all}, {@code deny_on_first_deny} or {@code permit_on_first_permit}
     */
    record Options(@Nullable String evaluationsSemantic) {}

    /** After which answer no other is asked for. */
    enum Semantic {
        EXECUTE_ALL,
        DENY_ON_FIRST_DENY,
        PERMIT_ON_FIRST_PERMIT;

        boolean endsWith(boolean decision) {
            return this == (decision ? PERMIT_ON_FIRST_PERMIT : DENY_ON_FIRST_DENY);
        }

        private String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public void check(FieldProblems problems) {
        problems.require(
                evaluations == null || evaluations.size() <= MOST,
                "evaluations",
                "must have at most " + MOST + " entries");
        String semantic = options == null ? null : options.evaluationsSemantic;
        problems.require(
                semantic == null
                        || Arrays.stream(Semantic.values())
                                .anyMatch(each -> each.wireName().equals(semantic)),
                "options.evaluations_semantic",
                "must be one of "
                        + Arrays.stream(Semantic.values())
                                .map(Semantic::wireName)
                                .collect(Collectors.joining(", ")));
    }

    boolean isSingle() {
        return evaluations == null || evaluations.isEmpty();
    }

    AuthzenEvaluation common() {
        return new AuthzenEvaluation(subject, action, resource, context);
    }

    /** Each with what it has in common with the others. */
    List<AuthzenEvaluation> all() {
        return evaluations == null
                ? List.of()
                : evaluations.stream()
                        .map(each -> (each == null ? AuthzenEvaluation.EMPTY : each).or(common()))
                        .toList();
    }

    Semantic semantic() {
        String semantic = options == null ? null : options.evaluationsSemantic;
        return semantic == null ? Semantic.EXECUTE_ALL : Semantic.valueOf(semantic.toUpperCase(Locale.ROOT));
    }
}
