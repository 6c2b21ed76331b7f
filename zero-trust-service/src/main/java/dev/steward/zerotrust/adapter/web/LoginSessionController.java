package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.security.Caller;
import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import dev.steward.kit.web.Problem;
import dev.steward.zerotrust.application.LoginSessionService;
import dev.steward.zerotrust.domain.Revocation;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/auth")
class LoginSessionController {

    private static final String WRITE = "login-sessions:write";

    private final LoginSessionService loginSessions;

    LoginSessionController(LoginSessionService loginSessions) {
        this.loginSessions = loginSessions;
    }

    /**
     * Ends the login session the request is made in. Its tokens are good no more.
     *
     * @return 204 and nothing
     */
    @PostMapping("/logout")
    Mono<ResponseEntity<Void>> logout() {
        return Caller.current()
                .flatMap(caller -> loginSessions.endOwn(caller.userId(), caller.loginSessionId()))
                .thenReturn(ResponseEntity.noContent().build());
    }

    /**
     * Ends every login session of the caller, the one the request is made in last.
     *
     * @return 204 and nothing
     */
    @PostMapping("/logout-all")
    Mono<ResponseEntity<Void>> logoutAll() {
        return Caller.current()
                .flatMap(caller -> loginSessions.endAll(caller.userId(), caller.loginSessionId()))
                .thenReturn(ResponseEntity.noContent().build());
    }

    /** Lists the caller's login sessions that go on, newest first. */
    @GetMapping("/login-sessions")
    Mono<Page<LoginSessionView>> list(PageQuery page) {
        return Caller.current().flatMap(caller -> Mono.zip(
                        loginSessions.list(caller.userId(), page.offset(), page.pageSize()),
                        loginSessions.count(caller.userId()))
                .map(found -> Page.of(found.getT1(), page, found.getT2())
                        .map(open -> LoginSessionView.from(open, caller.loginSessionId()))));
    }

    /**
     * Ends a login session, the caller's own or, by an admin, anybody's.
     *
     * @return 204 and nothing; 404 {@code not-found}: there is none, or it has ended
     */
    @DeleteMapping("/login-sessions/{id}")
    Mono<ResponseEntity<Void>> end(@PathVariable String id) {
        return Caller.current()
                .flatMap(caller -> caller.mayEverywhere(WRITE)
                        ? loginSessions.end(id, Revocation.ENDED_BY_ADMIN)
                        : loginSessions.endOwn(caller.userId(), id))
                .filter(ended -> ended)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("There is no such login session.")))
                .thenReturn(ResponseEntity.noContent().build());
    }
}
