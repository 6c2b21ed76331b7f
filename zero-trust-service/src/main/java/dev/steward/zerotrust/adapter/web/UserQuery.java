package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.FieldProblems;
import dev.steward.kit.web.Problem;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.UserFilter;
import dev.steward.zerotrust.domain.Username;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the query parameters of a list of users. */
final class UserQuery {

    private static final String ROLES =
            Arrays.stream(Role.values()).map(Role::wireName).collect(Collectors.joining(", "));

    private UserQuery() {}

    static UserFilter filter(@Nullable String username, @Nullable String role, @Nullable String disabled) {
        var problems = new FieldProblems();
        Username name = username == null ? null : Username.parse(username).orElse(null);
        Role wanted = role == null ? null : Role.parse(role).orElse(null);
        problems.require(username == null || name != null, "username", Username.RULE);
        problems.require(role == null || wanted != null, "role", "must be one of " + ROLES);
        problems.require(
                disabled == null || disabled.equals("true") || disabled.equals("false"),
                "disabled",
                "must be true or false");
        if (!problems.found().isEmpty()) {
            throw Problem.invalid(problems.found());
        }
        return new UserFilter(name, wanted, disabled == null ? null : Boolean.valueOf(disabled));
    }
}
