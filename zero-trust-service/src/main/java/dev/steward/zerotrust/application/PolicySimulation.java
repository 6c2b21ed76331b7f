package dev.steward.zerotrust.application;

import dev.steward.kit.policy.Policy;
import dev.steward.kit.policy.PolicySet;
import dev.steward.zerotrust.domain.AccessQuestion;
import dev.steward.zerotrust.domain.DecisionAnswer;
import dev.steward.zerotrust.domain.DecisionFacts;
import dev.steward.zerotrust.domain.MadeDecision;
import dev.steward.zerotrust.domain.RecordedDecision;
import dev.steward.zerotrust.port.DecisionRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Says what a policy would change if it were active, in the place of what it says now. Decides and keeps nothing. */
public class PolicySimulation {

    private static final int PAGE = 1_000;
    private static final int MOST_DECISIONS = 100_000;
    private static final int MOST_EXAMPLES = 100;

    private final DecisionService decisions;
    private final PolicySets policies;
    private final DecisionRecords records;
    private final Clock clock;

    public PolicySimulation(DecisionService decisions, PolicySets policies, DecisionRecords records, Clock clock) {
        this.decisions = decisions;
        this.policies = policies;
        this.records = records;
        this.clock = clock;
    }

    /**
     * What would have changed.
     *
     * @param examples the newest of those that would; of one request, that one
     * @param complete whether all there are were looked at
     */
    public record Simulation(int decisions, int changed, List<Example> examples, boolean complete) {

        public Simulation {
            examples = List.copyOf(examples);
        }
    }

    /**
     * One of them.
     *
     * @param recorded null where it is no decision that was made
     * @param now what the active policies say
     * @param would what they would say with the policy
     */
    public record Example(
            @Nullable RecordedDecision recorded, AccessQuestion question, DecisionAnswer now, DecisionAnswer would) {

        private boolean changes() {
            return now.outcome() != would.outcome();
        }
    }

    /** About one request. */
    public Mono<Simulation> simulate(AccessQuestion question, Policy candidate) {
        return policies.current()
                .flatMap(current -> decisions.consider(question).map(considered -> {
                    MadeDecision now = considered.by(current.active());
                    MadeDecision would = considered.by(with(current.active(), candidate));
                    var example = new Example(null, question, now.answer(), would.answer());
                    return new Simulation(1, example.changes() ? 1 : 0, List.of(example), true);
                }));
    }

    /** About the decisions of late, the newest of them when there are very many. */
    public Mono<Simulation> simulate(Duration late, Policy candidate) {
        return policies.current().flatMap(current -> {
            var replay = new Replay(
                    current.active(),
                    with(current.active(), candidate),
                    clock.instant().minus(late));
            return page(replay, null)
                    .expand(last -> last.size() < PAGE || replay.isFull() ? Mono.empty() : page(replay, last.getLast()))
                    .then(Mono.fromSupplier(replay::result));
        });
    }

    private Mono<List<RecordedDecision>> page(Replay replay, @Nullable RecordedDecision before) {
        return records.newest(replay.since, before, PAGE).doOnNext(page -> page.forEach(replay::add));
    }

    private static PolicySet with(PolicySet active, Policy candidate) {
        return PolicySet.of(Stream.concat(
                        active.policies().stream().filter(policy -> !policy.id().equals(candidate.id())),
                        Stream.of(candidate))
                .toList());
    }

    /** Counts while pages come, one after another. */
    private static final class Replay {

        private final PolicySet now;
        private final PolicySet would;
        private final Instant since;
        private final List<Example> examples = new ArrayList<>();
        private int count;
        private int changed;

        private Replay(PolicySet now, PolicySet would, Instant since) {
            this.now = now;
            this.would = would;
            this.since = since;
        }

        private void add(RecordedDecision decision) {
            DecisionFacts facts = decision.facts();
            var question = AccessQuestion.again(decision);
            var example = new Example(decision, question, facts.by(now), facts.by(would));
            count++;
            if (example.changes()) {
                changed++;
                if (examples.size() < MOST_EXAMPLES) {
                    examples.add(example);
                }
            }
        }

        private boolean isFull() {
            return count >= MOST_DECISIONS;
        }

        private Simulation result() {
            return new Simulation(count, changed, examples, !isFull());
        }
    }
}
