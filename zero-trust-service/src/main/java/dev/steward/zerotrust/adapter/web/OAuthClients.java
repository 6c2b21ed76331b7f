package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.ClientAddress;
import dev.steward.zerotrust.application.ClientAuthentication;
import dev.steward.zerotrust.application.ClientOutcome;
import java.util.Optional;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The clients of the OAuth endpoints. */
final class OAuthClients {

    private final ClientAuthentication authentication;

    OAuthClients(ClientAuthentication authentication) {
        this.authentication = authentication;
    }

    /** Empty when the client does not want to prove itself; who wants to and cannot is refused, whatever the request. */
    Mono<Optional<ClientOutcome.Proven>> of(ServerWebExchange exchange, OAuthForm form, ClientAddress address) {
        return Mono.fromSupplier(
                        () -> ClientCredentials.of(exchange.getRequest().getHeaders(), form))
                .flatMap(typed -> typed.map(
                                credentials -> prove(credentials, address).map(Optional::of))
                        .orElseGet(() -> Mono.just(Optional.empty())));
    }

    private Mono<ClientOutcome.Proven> prove(ClientCredentials typed, ClientAddress address) {
        return authentication
                .authenticate(typed.clientId(), typed.secret(), address.key())
                .map(outcome -> switch (outcome) {
                    case ClientOutcome.Proven proven -> proven;
                    case ClientOutcome.Refused _ -> throw OAuthRefusal.invalidClient();
                    case ClientOutcome.Blocked(var retryAfter) -> throw OAuthRefusal.slowDown(retryAfter);
                });
    }
}
