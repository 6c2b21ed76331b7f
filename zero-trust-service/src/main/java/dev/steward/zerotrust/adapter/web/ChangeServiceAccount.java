package dev.steward.zerotrust.adapter.web;

import dev.steward.events.SourcePrefix;
import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.ServiceAccountChange;
import dev.steward.zerotrust.domain.UserChange;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is not named stays as it is.
 *
 * @param eventSource what the source of its events begins with; an empty text takes it away
 */
record ChangeServiceAccount(
        @Nullable @Size(max = 100) @Pattern(regexp = PlainText.PATTERN, message = PlainText.RULE)
        String name,

        @Nullable String eventSource,
        @Nullable Set<@NotNull Role> roles,
        @Nullable Boolean disabled)
        implements CheckedBody {

    @Override
    public void check(FieldProblems problems) {
        problems.require(name == null || !name.isBlank(), "name", "must not be blank");
        problems.require(
                eventSource == null || eventSource.isEmpty() || SourcePrefix.registrable(eventSource),
                "event_source",
                SourcePrefix.RULE);
    }

    Set<Role> rolesOrNone() {
        return roles == null ? Set.of() : roles;
    }

    ServiceAccountChange change() {
        return new ServiceAccountChange(
                name == null ? null : name.strip(), eventSource, new UserChange(roles, disabled));
    }
}
