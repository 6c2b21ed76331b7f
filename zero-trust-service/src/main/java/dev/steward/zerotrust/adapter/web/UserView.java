package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.IfMatch;
import dev.steward.zerotrust.domain.User;
import java.time.Instant;
import java.util.List;
import org.springframework.http.ResponseEntity;

record UserView(String id, String username, List<String> roles, boolean disabled, Instant createdAt) {

    static UserView from(User user) {
        return new UserView(user.id(), user.username().value(), user.roleNames(), user.disabled(), user.createdAt());
    }

    static ResponseEntity<UserView> tagged(User user) {
        return ResponseEntity.ok().eTag(IfMatch.tag(user.version())).body(from(user));
    }
}
