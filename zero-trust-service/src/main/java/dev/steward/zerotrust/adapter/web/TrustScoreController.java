package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.security.Caller;
import dev.steward.zerotrust.application.TrustScores;
import dev.steward.zerotrust.application.UserService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class TrustScoreController {

    private static final String READ = "trust-scores:read";

    private final UserService users;
    private final TrustScores scores;

    TrustScoreController(UserService users, TrustScores scores) {
        this.users = users;
        this.scores = scores;
    }

    /**
     * Says how far a user is trusted now, in the login session the user opened last: its device, its network and its place
     * count. Of a user who is not logged in none of them is known.
     *
     * @param userId the user's id or username
     * @return 200 and the score with every term
     */
    @GetMapping("/api/v1/zero-trust/trust-score/{user_id}")
    Mono<TrustAssessmentView> get(@PathVariable("user_id") String userId) {
        return Caller.current()
                .flatMap(caller -> users.findByIdOrName(userId)
                        .filter(user -> user.id().equals(caller.userId()) || caller.mayEverywhere(READ)))
                .flatMap(scores::of)
                .map(TrustAssessmentView::from)
                .switchIfEmpty(Mono.error(UserController::noSuchUser));
    }
}
