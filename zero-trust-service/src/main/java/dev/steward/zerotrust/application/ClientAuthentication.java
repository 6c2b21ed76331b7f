package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.OpaqueSecret;
import dev.steward.zerotrust.port.ServiceAccountRepository;
import java.time.Clock;
import java.util.regex.Pattern;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Tells by their client secrets which service accounts clients are. Failures hold up whoever guesses, as at login; who
 * proves themselves is not counted, since a client may ask for many tokens.
 */
public class ClientAuthentication {

    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    /** Counts what cannot be a client, and keeps nothing of it. */
    private static final String NO_CLIENT = "(not a client)";

    private final ServiceAccountRepository accounts;
    private final LoginGuard guard;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public ClientAuthentication(
            ServiceAccountRepository accounts, LoginGuard guard, TransactionalOperator transaction, Clock clock) {
        this.accounts = accounts;
        this.guard = guard;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** An unknown client costs what a wrong secret costs, so that the time of an answer does not tell which exist. */
    public Mono<ClientOutcome> authenticate(String clientId, OpaqueSecret secret, String address) {
        String account = "client " + (ID.matcher(clientId).matches() ? clientId : NO_CLIENT);
        return accounts.authenticate(clientId, secret, clock.instant())
                .flatMap(found -> blocked(guard.refusalAtLast(account, address).as(transaction::transactional))
                        .defaultIfEmpty(new ClientOutcome.Proven(found.account(), found.secret())))
                .switchIfEmpty(Mono.defer(() -> refuse(account, address)));
    }

    private Mono<ClientOutcome> refuse(String account, String address) {
        return blocked(guard.refusal(account, address)).switchIfEmpty(Mono.defer(() -> guard.failed(account, address)
                .as(transaction::transactional)
                .thenReturn(new ClientOutcome.Refused())));
    }

    private static Mono<ClientOutcome> blocked(Mono<LoginOutcome.Blocked> refusal) {
        return refusal.map(blocked -> new ClientOutcome.Blocked(blocked.retryAfter()));
    }
}
