package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.application.KeyRing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class JwksController {

    /** Short enough that a new key, published before its first use, is known everywhere by then. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final KeyRing keyRing;

    JwksController(KeyRing keyRing) {
        this.keyRing = keyRing;
    }

    /** Publishes the keys that access tokens are signed with, as a JSON Web Key Set. */
    @GetMapping("/.well-known/jwks.json")
    Mono<ResponseEntity<Map<String, List<Map<String, String>>>>> keys() {
        return keyRing.published().map(keys -> ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(FRESH).cachePublic())
                .body(Map.of("keys", keys)));
    }
}
