package dev.steward.kit.inbox;

import dev.steward.kit.security.Caller;
import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ValidBody;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Lists and replays dead letters; for operators. */
@RestController
final class DeadLetterController {

    /** Paging counts from the newest letter; whoever wants more should narrow the group down by replaying. */
    private static final int DEEPEST = 5_000;

    private final DeadLetters letters;

    DeadLetterController(DeadLetters letters) {
        this.letters = letters;
    }

    /** Which letter to replay, as the list names it. */
    record Replay(
            @NotNull String group,
            @NotNull @Min(0) Integer partition,
            @NotNull @Min(0) Long offset) {}

    /**
     * Lists dead letters, newest first.
     *
     * @param group only of this consumer group
     */
    @GetMapping("/operations/dead-letters")
    Mono<Page<DeadLetter>> list(@RequestParam(required = false) @Nullable String group, PageQuery page) {
        if (group != null && !letters.knows(group)) {
            return Mono.error(Problem.invalid("group", "must be one of " + String.join(", ", letters.groups())));
        }
        if (page.offset() >= DEEPEST) {
            return Mono.error(Problem.invalid("page", "must not reach past letter " + DEEPEST));
        }
        return letters.list(group == null ? letters.groups() : List.of(group), page);
    }

    /** Gives one dead letter to the group that could not process it, once more. */
    @PostMapping("/operations/dead-letters/replay")
    Mono<DeadLetter> replay(@ValidBody Replay wanted) {
        if (!letters.knows(wanted.group())) {
            return Mono.error(Problem.invalid("group", "must be one of " + String.join(", ", letters.groups())));
        }
        return Caller.current()
                .flatMap(caller -> letters.replay(wanted.group(), wanted.partition(), wanted.offset(), caller.userId()))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("There is no such dead letter.")));
    }
}
