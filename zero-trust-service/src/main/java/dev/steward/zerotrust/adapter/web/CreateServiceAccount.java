package dev.steward.zerotrust.adapter.web;

import dev.steward.events.SourcePrefix;
import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import dev.steward.zerotrust.domain.Role;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service account to create.
 *
 * @param name what people call it
 * @param eventSource what the source of its events begins with, an absolute path or URI; without it {@code /callers/<id>}
 * @param roles none unless named; what it may do in a project is a membership there
 */
record CreateServiceAccount(
        @NotNull @NotBlank @Size(max = 100) @Pattern(regexp = PlainText.PATTERN, message = PlainText.RULE)
        String name,

        @Nullable String eventSource,
        @Nullable Set<@NotNull Role> roles)
        implements CheckedBody {

    @Override
    public void check(FieldProblems problems) {
        problems.require(
                eventSource == null || SourcePrefix.registrable(eventSource), "event_source", SourcePrefix.RULE);
    }

    @Nullable
    SourcePrefix source() {
        return eventSource == null ? null : new SourcePrefix(eventSource);
    }

    Set<Role> rolesOrNone() {
        return roles == null ? Set.of() : roles;
    }
}
