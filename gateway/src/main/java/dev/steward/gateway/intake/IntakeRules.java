package dev.steward.gateway.intake;

import dev.steward.events.EventTypes;
import dev.steward.events.SourcePrefix;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.cloudevents.SentEvent;
import dev.steward.kit.security.Caller;
import dev.steward.kit.web.FieldProblem;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Whether a caller may send what was sent: whose types they are, then whose source, then what is wrong with any of it. One
 * that may not be sent keeps all of its batch out.
 */
public final class IntakeRules {

    /** What no consumer takes: further ahead of its clock, or so old that it could not be told from a repetition. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private static final Duration AGE = Duration.ofDays(7);

    private final SignalSchemas schemas = new SignalSchemas();
    private final Clock clock;

    public IntakeRules(Clock clock) {
        this.clock = clock;
    }

    /**
     * Throws the {@link Problem} to answer with.
     *
     * @param batch whether problems name which of the events they are about
     */
    List<SentEvent.Whole> accepted(Caller caller, List<SentEvent> sent, boolean batch) {
        requireOwnTypes(sent);
        List<SentEvent.Whole> readable = sent.stream()
                .filter(SentEvent.Whole.class::isInstance)
                .map(SentEvent.Whole.class::cast)
                .toList();
        requireOwnSource(caller, readable);
        List<FieldProblem> problems = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            String where = batch ? "[" + i + "]" : "";
            problems(sent.get(i)).stream()
                    .map(problem -> new FieldProblem(within(where, problem.field()), problem.message()))
                    .forEach(problems::add);
        }
        if (!problems.isEmpty()) {
            throw Problem.invalid(problems);
        }
        return readable;
    }

    private static void requireOwnTypes(List<SentEvent> sent) {
        List<String> reserved = sent.stream()
                .map(SentEvent::type)
                .filter(Objects::nonNull)
                .filter(EventTypes::isReserved)
                .distinct()
                .toList();
        if (!reserved.isEmpty()) {
            throw new Problem(ProblemCode.FORBIDDEN, "Only services of the suite tell of this.")
                    .member("reason", "type-reserved")
                    .member("types", reserved);
        }
    }

    private static void requireOwnSource(Caller caller, List<SentEvent.Whole> sent) {
        SourcePrefix own = caller.eventSource() == null
                ? SourcePrefix.ofCaller(caller.userId())
                : new SourcePrefix(caller.eventSource());
        List<String> foreign = sent.stream()
                .map(event -> event.event().source())
                .filter(source -> !own.covers(source))
                .distinct()
                .toList();
        if (!foreign.isEmpty()) {
            throw new Problem(ProblemCode.FORBIDDEN, "The source of your events begins with " + own.text() + ".")
                    .member("reason", "source-not-registered")
                    .member("sources", foreign);
        }
    }

    private List<FieldProblem> problems(SentEvent sent) {
        return switch (sent) {
            case SentEvent.Broken(var _, var reason) -> List.of(new FieldProblem("", reason));
            case SentEvent.Whole(CloudEvent event, var _) -> {
                List<FieldProblem> problems = new ArrayList<>(schemas.problems(event));
                Instant now = clock.instant();
                if (event.time().isAfter(now.plus(AHEAD))) {
                    problems.add(new FieldProblem("time", "is ahead by more than " + AHEAD.toMinutes() + " minutes"));
                }
                if (event.time().isBefore(now.minus(AGE))) {
                    problems.add(new FieldProblem("time", "is more than " + AGE.toDays() + " days ago"));
                }
                yield problems;
            }
        };
    }

    private static String within(String where, String field) {
        if (field.isEmpty()) {
            return where.isEmpty() ? "event" : where;
        }
        return where.isEmpty() ? field : where + "." + field;
    }
}
