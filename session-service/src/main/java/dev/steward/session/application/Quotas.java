package dev.steward.session.application;

import dev.steward.session.domain.Quota;
import dev.steward.session.domain.Quota.Exceeded;
import dev.steward.session.domain.Quota.Scope;
import dev.steward.session.domain.Taken;
import dev.steward.session.port.Allotments;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Lets sessions be made and started only within the quotas of their user and their project. Whoever takes something of one
 * waits for others who do, until they are through: twenty at once get no more than one after the other.
 */
public final class Quotas {

    private final Allotments allotments;
    private final Quota ofUser;
    private final Quota ofProject;
    private final TransactionalOperator transactions;

    public Quotas(Allotments allotments, Quota ofUser, Quota ofProject, TransactionalOperator transactions) {
        this.allotments = allotments;
        this.ofUser = ofUser;
        this.ofProject = ofProject;
        this.transactions = transactions;
    }

    /**
     * Goes on, in one transaction with the look at the quotas.
     *
     * @param more what it takes that was not taken before
     * @return fails with a {@link QuotaExceededException}, and nothing was done
     */
    <T> Mono<T> within(String project, String user, Taken more, Mono<T> taking) {
        return allotments
                .reserve(project, user)
                .then(Mono.defer(() -> allotments.ofUser(user)))
                .zipWhen(_ -> allotments.ofProject(project))
                .flatMap(taken -> {
                    Exceeded exceeded = ofUser.exceeded(Scope.USER, taken.getT1(), more)
                            .or(() -> ofProject.exceeded(Scope.PROJECT, taken.getT2(), more))
                            .orElse(null);
                    return exceeded == null ? taking : Mono.error(new QuotaExceededException(exceeded));
                })
                .as(transactions::transactional);
    }
}
