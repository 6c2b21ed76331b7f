package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.web.Problem;
import dev.steward.zerotrust.application.SecretService;
import dev.steward.zerotrust.port.SealBrokenException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The only place where the values of secrets leave the service. */
@RestController
@RequestMapping(SecretController.PATH + "/{id}")
class SecretValueController {

    private static final Logger LOG = LoggerFactory.getLogger(SecretValueController.class);

    /** Nobody's waiting mends a broken seal; somebody has to. */
    private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

    private final SecretService secrets;
    private final ProjectAccess access;

    SecretValueController(SecretService secrets, ProjectAccess access) {
        this.secrets = secrets;
        this.access = access;
    }

    /**
     * Reads the current value of a secret.
     *
     * @return 200 and the value, which is not to be stored; 503 {@code service-unavailable}: the value cannot be opened with
     *     the master key there is, or was tampered with
     */
    @GetMapping("/value")
    Mono<ResponseEntity<SecretValueView>> current(@PathVariable String id) {
        return reveal(id, null);
    }

    /**
     * Reads the value of one version of a secret: the current one, or the one before for the overlap of its rotation.
     *
     * @return 200 and the value, which is not to be stored; 404 {@code not-found}: there is no such secret or version, none
     *     that can be read any more, or none that the caller may see; 503 {@code service-unavailable}: the value cannot be
     *     opened with the master key there is, or was tampered with
     */
    @GetMapping("/versions/{version}/value")
    Mono<ResponseEntity<SecretValueView>> version(@PathVariable String id, @PathVariable int version) {
        return reveal(id, version);
    }

    private Mono<ResponseEntity<SecretValueView>> reveal(String id, @Nullable Integer version) {
        return secrets.find(id)
                .switchIfEmpty(Mono.error(SecretController::noSuchSecret))
                .flatMap(secret -> access.require(secret.projectId().value(), SecretController.NOT_FOUND)
                        .flatMap(_ -> secrets.reveal(secret, version)))
                .onErrorMap(SealBrokenException.class, broken -> unreadable(id, broken))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("The secret has no such version.")))
                .map(revealed -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(SecretValueView.from(id, revealed)));
    }

    private static Problem unreadable(String id, SealBrokenException broken) {
        LOG.error("Secret {} cannot be opened. {}", id, broken.getMessage());
        return Problem.unavailable("The secret cannot be opened.", RETRY_AFTER);
    }
}
