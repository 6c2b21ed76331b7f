package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.zerotrust.application.KeyRotation;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping(SigningKeyController.PATH)
class SigningKeyController {

    static final String PATH = "/api/v1/zero-trust/signing-keys";

    private final KeyRotation rotation;

    SigningKeyController(KeyRotation rotation) {
        this.rotation = rotation;
    }

    /** Lists the keys whose signatures count, newest first: {@code next}, {@code active} or {@code retired}. */
    @GetMapping
    Mono<Map<String, List<SigningKeyView>>> list() {
        return rotation.standings()
                .map(keys ->
                        Map.of("items", keys.stream().map(SigningKeyView::from).toList()));
    }

    /**
     * Rotates the signing key: a new one is published now and signs from {@code activate_at} on.
     *
     * @return 201 and the new key; 409 {@code conflict}: one is about to follow already
     */
    @PostMapping
    Mono<ResponseEntity<SigningKeyView>> rotate() {
        return rotation.rotate()
                .map(key -> ResponseEntity.created(URI.create(PATH)).body(SigningKeyView.from(key)))
                .switchIfEmpty(Mono.error(() ->
                        new Problem(ProblemCode.CONFLICT, "A key that follows the active one is published already.")));
    }
}
