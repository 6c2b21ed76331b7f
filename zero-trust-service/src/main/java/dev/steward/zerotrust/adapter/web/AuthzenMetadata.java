package dev.steward.zerotrust.adapter.web;

/** Metadata of a policy decision point. */
record AuthzenMetadata(String policyDecisionPoint, String accessEvaluationEndpoint, String accessEvaluationsEndpoint) {

    static AuthzenMetadata at(String base) {
        return new AuthzenMetadata(base, base + AuthzenController.EVALUATION, base + AuthzenController.EVALUATIONS);
    }
}
