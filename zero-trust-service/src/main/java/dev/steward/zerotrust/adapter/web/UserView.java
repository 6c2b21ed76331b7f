package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.User;
import java.time.Instant;
import java.util.List;

record UserView(String id, String username, List<String> roles, boolean disabled, Instant createdAt) {

    static UserView from(User user) {
        return new UserView(user.id(), user.username().value(), user.roleNames(), user.disabled(), user.createdAt());
    }
}
