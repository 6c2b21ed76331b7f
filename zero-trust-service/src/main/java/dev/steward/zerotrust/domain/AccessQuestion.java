package dev.steward.zerotrust.domain;

/**
 * Whether somebody may do something.
 *
 * @param userId the id or the name of a user
 * @param origin from where it would be done
 */
public record AccessQuestion(String userId, String resource, String action, RequestOrigin origin) {

    /** As it was asked, but for its origin, of which the facts say what counts. */
    public static AccessQuestion again(RecordedDecision decision) {
        var request = decision.facts().request();
        return new AccessQuestion(decision.userId(), request.resource(), request.action(), RequestOrigin.UNKNOWN);
    }
}
