package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.idempotency.IdempotentRequest;
import dev.steward.kit.security.Caller;
import dev.steward.kit.web.IfMatch;
import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.ValidBody;
import dev.steward.zerotrust.application.UserAdministration;
import dev.steward.zerotrust.application.UserCreation;
import dev.steward.zerotrust.application.UserOutcome;
import dev.steward.zerotrust.application.UserService;
import dev.steward.zerotrust.domain.Password;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserFilter;
import dev.steward.zerotrust.domain.Username;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/users")
class UserController {

    static final String READ = "users:read";

    private final UserService users;
    private final UserAdministration administration;

    UserController(UserService users, UserAdministration administration) {
        this.users = users;
        this.administration = administration;
    }

    /**
     * Creates a user.
     *
     * @return 201 and the user with its {@code ETag}, {@code Location} names it; 403 {@code forbidden}: a role permits what the
     *     caller may not do; 409 {@code conflict}: the username is taken, or was one of a deleted user
     */
    @PostMapping
    Mono<ResponseEntity<UserView>> create(@ValidBody CreateUser body, IdempotentRequest request) {
        Username username = Username.parse(body.username()).orElseThrow();
        Password password = Password.parse(body.password()).orElseThrow();
        return Giving.allowed(body.rolesOrNone())
                .then(users.hash(password))
                .switchIfEmpty(Mono.error(AuthController::overloaded))
                .flatMap(hash -> request.answer(create(username, hash, body.rolesOrNone())));
    }

    /**
     * Lists users, newest first.
     *
     * @param username only the one of this name
     * @param role only those with this role
     * @param disabled {@code true} or {@code false}: only those who are disabled, or who are not
     */
    @GetMapping
    Mono<Page<UserView>> list(
            PageQuery page,
            @RequestParam(required = false) @Nullable String username,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable String disabled) {
        UserFilter filter = UserQuery.filter(username, role, disabled);
        return Mono.zip(administration.list(filter, page.offset(), page.pageSize()), administration.count(filter))
                .map(found -> Page.of(found.getT1(), page, found.getT2()).map(UserView::from));
    }

    /**
     * Shows a user. Everybody may see themselves.
     *
     * @return 200 and the user with its {@code ETag}
     */
    @GetMapping("/{id}")
    Mono<ResponseEntity<UserView>> get(@PathVariable String id) {
        return Caller.current()
                .filter(caller -> caller.userId().equals(id) || caller.mayEverywhere(READ))
                .flatMap(_ -> users.find(id))
                .filter(User::person)
                .map(UserView::tagged)
                .switchIfEmpty(Mono.error(UserController::noSuchUser));
    }

    /**
     * Gives a user other roles, or disables or enables them; what is not named stays. A disabled user cannot log in, and
     * no token of theirs is good.
     *
     * @return 200 and the user with its {@code ETag}; 403 {@code forbidden}: a role permits what the caller may not do; 409
     *     {@code conflict}: no enabled user would be an admin any more
     */
    @PatchMapping("/{id}")
    Mono<ResponseEntity<UserView>> change(@PathVariable String id, IfMatch meant, @ValidBody ChangeUser body) {
        return Giving.allowed(body.rolesOrNone())
                .then(administration.change(id, meant::covers, body.change()))
                .map(outcome -> UserView.tagged(done(outcome)));
    }

    /**
     * Deletes a user. Nobody else will have the name.
     *
     * @return 204 and nothing; 409 {@code conflict}: no enabled user would be an admin any more
     */
    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> delete(@PathVariable String id) {
        return administration.delete(id).map(outcome -> {
            done(outcome);
            return ResponseEntity.noContent().build();
        });
    }

    static Problem noSuchUser() {
        return Problem.notFound("There is no such user.");
    }

    private static User done(UserOutcome outcome) {
        return switch (outcome) {
            case UserOutcome.Done(User user) -> user;
            case UserOutcome.NoSuchUser _ -> throw noSuchUser();
            case UserOutcome.Stale _ -> throw IfMatch.stale();
            case UserOutcome.LastAdmin _ -> throw new Problem(ProblemCode.CONFLICT, "This is the last enabled admin.");
        };
    }

    private Mono<ResponseEntity<UserView>> create(Username username, String passwordHash, Set<Role> roles) {
        return users.create(username, passwordHash, roles).map(creation -> switch (creation) {
            case UserCreation.Created(var user) ->
                ResponseEntity.created(URI.create("/api/v1/users/" + user.id()))
                        .eTag(IfMatch.tag(user.version()))
                        .body(UserView.from(user));
            case UserCreation.NameTaken _ -> throw new Problem(ProblemCode.CONFLICT, "The username is taken.");
        });
    }
}
