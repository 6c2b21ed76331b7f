package dev.steward.kit.security.trust;

import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The public keys access tokens may be signed with, known without asking anybody over HTTP. */
public interface SigningKeySource {

    /** Each key as the members of its JSON Web Key; empty list when none is known yet. */
    Mono<List<Map<String, String>>> signingKeys();
}
