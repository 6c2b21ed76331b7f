package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.security.Caller;
import dev.steward.kit.web.IfMatch;
import dev.steward.kit.web.ValidBody;
import dev.steward.zerotrust.application.UserService;
import dev.steward.zerotrust.application.UsualHoursService;
import dev.steward.zerotrust.domain.User;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/users/{id}/usual-hours")
class UsualHoursController {

    private static final String WRITE = "users:write";

    private final UserService users;
    private final UsualHoursService usualHours;

    UsualHoursController(UserService users, UsualHoursService usualHours) {
        this.users = users;
        this.usualHours = usualHours;
    }

    /**
     * Shows when a user usually works; those who never said have the hours of everybody.
     *
     * @return 200 and the hours with their {@code ETag}
     */
    @GetMapping
    Mono<ResponseEntity<UsualHoursView>> get(@PathVariable String id) {
        return visible(id, UserController.READ)
                .flatMap(user -> usualHours.find(user.id()))
                .map(UsualHoursView::tagged);
    }

    /**
     * Says when a user usually works. From and to are times of day by the clocks of the zone; the hours are the whole day
     * when they are the same, and end on the next day when {@code to} is before {@code from}.
     *
     * @return 200 and the hours with their {@code ETag}
     */
    @PutMapping
    Mono<ResponseEntity<UsualHoursView>> put(@PathVariable String id, IfMatch meant, @ValidBody SetUsualHours body) {
        return visible(id, WRITE)
                .flatMap(user -> usualHours
                        .change(user.id(), meant::covers, body.hours())
                        .switchIfEmpty(Mono.error(IfMatch::stale)))
                .map(UsualHoursView::tagged);
    }

    private Mono<User> visible(String id, String permission) {
        return Caller.current()
                .filter(caller -> caller.userId().equals(id) || caller.mayEverywhere(permission))
                .flatMap(_ -> users.find(id))
                .switchIfEmpty(Mono.error(UserController::noSuchUser));
    }
}
