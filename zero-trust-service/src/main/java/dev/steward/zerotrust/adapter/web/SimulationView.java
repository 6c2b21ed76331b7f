package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.application.PolicySimulation.Example;
import dev.steward.zerotrust.application.PolicySimulation.Simulation;
import dev.steward.zerotrust.domain.DecisionAnswer;
import dev.steward.zerotrust.domain.RecordedDecision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy would change.
 *
 * @param decisions how many were looked at; 1 for a request
 * @param changed how many of them would be others
 * @param complete false when there are more than were looked at, which are the newest
 * @param items the newest that would be others, at most 100; of a request, that one
 */
record SimulationView(int decisions, int changed, boolean complete, List<Item> items) {

    /**
     * A decision and what would become of it.
     *
     * @param decisionId null for a request, which is not decided
     * @param at when it was decided
     * @param recorded what was decided then
     * @param now what the active policies say
     * @param would what they would say with the policy
     */
    record Item(
            @Nullable String decisionId,
            @Nullable Instant at,
            String userId,
            String resource,
            String action,
            @Nullable String recorded,
            Answer now,
            Answer would) {

        private static Item from(Example example) {
            RecordedDecision recorded = example.recorded();
            return new Item(
                    recorded == null ? null : recorded.id(),
                    recorded == null ? null : recorded.at(),
                    example.question().userId(),
                    example.question().resource(),
                    example.question().action(),
                    recorded == null ? null : recorded.outcome().code(),
                    Answer.from(example.now()),
                    Answer.from(example.would()));
        }
    }

    /**
     * A decision that is not made.
     *
     * @param decision {@code allow}, {@code deny} or {@code challenge}
     */
    record Answer(String decision, VerifyView.Evaluation policyEvaluation) {

        private static Answer from(DecisionAnswer answer) {
            return new Answer(answer.outcome().code(), VerifyView.Evaluation.from(answer));
        }
    }

    static SimulationView from(Simulation simulation) {
        return new SimulationView(
                simulation.decisions(),
                simulation.changed(),
                simulation.complete(),
                simulation.examples().stream().map(Item::from).toList());
    }
}
