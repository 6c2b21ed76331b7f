package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.idempotency.IdempotentRequest;
import dev.steward.kit.security.Caller;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.ValidBody;
import dev.steward.zerotrust.application.UserCreation;
import dev.steward.zerotrust.application.UserService;
import dev.steward.zerotrust.domain.Password;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.Username;
import java.net.URI;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/users")
class UserController {

    static final String READ = "users:read";

    private final UserService users;

    UserController(UserService users) {
        this.users = users;
    }

    /**
     * Creates a user.
     *
     * @return 201 and the user, {@code Location} names it; 409 {@code conflict}: the username is taken
     */
    @PostMapping
    Mono<ResponseEntity<UserView>> create(@ValidBody CreateUser body, IdempotentRequest request) {
        Username username = Username.parse(body.username()).orElseThrow();
        Password password = Password.parse(body.password()).orElseThrow();
        return users.hash(password)
                .switchIfEmpty(Mono.error(AuthController::overloaded))
                .flatMap(hash -> request.answer(create(username, hash, body.rolesOrNone())));
    }

    /** Shows a user. Everybody may see themselves. */
    @GetMapping("/{id}")
    Mono<UserView> get(@PathVariable String id) {
        return Caller.current()
                .filter(caller -> caller.userId().equals(id) || caller.mayEverywhere(READ))
                .flatMap(_ -> users.find(id))
                .map(UserView::from)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("There is no such user.")));
    }

    private Mono<ResponseEntity<UserView>> create(Username username, String passwordHash, Set<Role> roles) {
        return users.create(username, passwordHash, roles).map(creation -> switch (creation) {
            case UserCreation.Created(var user) ->
                ResponseEntity.created(URI.create("/api/v1/users/" + user.id())).body(UserView.from(user));
            case UserCreation.NameTaken _ -> throw new Problem(ProblemCode.CONFLICT, "The username is taken.");
        });
    }
}
