package dev.steward.zerotrust.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.UuidV7;
import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.policy.DecisionRequest;
import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.PolicySet;
import dev.steward.kit.policy.TrustLevel;
import dev.steward.kit.policy.TrustScore;
import dev.steward.zerotrust.domain.AccessQuestion;
import dev.steward.zerotrust.domain.DecisionAnswer;
import dev.steward.zerotrust.domain.DecisionFacts;
import dev.steward.zerotrust.domain.MadeDecision;
import dev.steward.zerotrust.domain.RecordedDecision;
import dev.steward.zerotrust.domain.RequestOrigin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link DecisionRecords} does. */
public interface DecisionRecordsContract {

    DecisionRecords decisions();

    @Test
    default void recordedDecisionCanBeMadeAgain() {
        Instant at = now();
        var request = new DecisionRequest(
                Set.of("developer", "viewer"),
                "platform/shop/sessions/_",
                "write",
                TrustLevel.HIGH,
                true,
                79.5,
                Duration.ofSeconds(90),
                IpAddress.of("2001:db8::1").orElseThrow(),
                "berlin",
                at);
        var bare = new DecisionRequest(Set.of(), "docs/a", "read", TrustLevel.NONE, false, null, null, null, null, at);
        MadeDecision permitted = made(at, new DecisionFacts(request, true));
        MadeDecision outside = made(at, new DecisionFacts(bare, null));

        assertThat(decisions().newest(at, null, 10).block())
                .containsExactlyInAnyOrder(recorded(permitted), recorded(outside));
    }

    @Test
    default void answersPageByPageNewestFirst() {
        Instant start = now().plusSeconds(3_600);
        MadeDecision oldest = made(start, facts(start));
        MadeDecision middle = made(start.plusSeconds(1), facts(start.plusSeconds(1)));
        MadeDecision newest = made(start.plusSeconds(2), facts(start.plusSeconds(2)));

        List<RecordedDecision> first = decisions().newest(start, null, 2).block();
        assertThat(first).containsExactly(recorded(newest), recorded(middle));
        assertThat(decisions().newest(start, first.getLast(), 2).block()).containsExactly(recorded(oldest));
        assertThat(decisions().newest(start.plusSeconds(1), first.getLast(), 2).block())
                .isEmpty();
    }

    @Test
    default void whatNobodyWasDecidedAboutCannotBeMadeAgain() {
        Instant at = now().plusSeconds(7_200);
        made(at, null);

        assertThat(decisions().newest(at, null, 10).block()).isEmpty();
    }

    private static Instant now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static DecisionFacts facts(Instant at) {
        return new DecisionFacts(
                new DecisionRequest(Set.of(), "docs/a", "read", TrustLevel.LOW, false, null, null, null, null, at),
                null);
    }

    private MadeDecision made(Instant at, DecisionFacts facts) {
        DecisionAnswer answer =
                facts == null ? DecisionAnswer.deny(DecisionAnswer.Reason.UNKNOWN_USER) : facts.by(PolicySet.EMPTY);
        var question = new AccessQuestion("ada", "docs/a", "read", RequestOrigin.UNKNOWN);
        var made = new MadeDecision(
                UuidV7.next(Clock.systemUTC()), question, at, answer, new TrustScore(40, 70, 50), facts);
        decisions().add(made).block();
        return made;
    }

    private static RecordedDecision recorded(MadeDecision made) {
        Outcome outcome = made.outcome();
        return new RecordedDecision(made.id(), made.at(), "ada", outcome, made.facts());
    }
}
