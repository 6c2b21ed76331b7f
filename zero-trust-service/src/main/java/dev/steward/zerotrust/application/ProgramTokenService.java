package dev.steward.zerotrust.application;

import dev.steward.events.SourcePrefix;
import dev.steward.events.UuidV7;
import dev.steward.zerotrust.domain.AccessClaims;
import dev.steward.zerotrust.domain.PresentedSecret;
import dev.steward.zerotrust.domain.ProgramClaims;
import dev.steward.zerotrust.domain.Scopes;
import dev.steward.zerotrust.domain.SecretId;
import dev.steward.zerotrust.domain.ServiceAccount;
import dev.steward.zerotrust.domain.SigningKey;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.port.ApiKeyRepository.Presented;
import dev.steward.zerotrust.port.Grants;
import dev.steward.zerotrust.port.GroupRepository;
import dev.steward.zerotrust.port.ProjectRepository;
import dev.steward.zerotrust.port.ServiceAccountRepository;
import dev.steward.zerotrust.port.TokenSigner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Access tokens for programs: for what was asked for, the credential allows, and its owner may do at the moment of issue. */
public class ProgramTokenService {

    private static final String READ_TOKENS = "tokens:read";

    /** No name of an account, so that wrong keys hold up nobody's logins. */
    private static final String ANY_KEY = "(an API key)";

    private final ApiKeyService apiKeys;
    private final LoginGuard guard;
    private final IssueTime issueTime;
    private final ProjectRepository projects;
    private final GroupRepository groups;
    private final ServiceAccountRepository accounts;
    private final Grants grants;
    private final KeyRing keyRing;
    private final TokenSigner signer;
    private final Clock clock;
    private final Duration lifetime;

    public ProgramTokenService(
            ApiKeyService apiKeys,
            LoginGuard guard,
            IssueTime issueTime,
            ProjectRepository projects,
            GroupRepository groups,
            ServiceAccountRepository accounts,
            Grants grants,
            KeyRing keyRing,
            TokenSigner signer,
            Clock clock,
            Duration lifetime) {
        this.apiKeys = apiKeys;
        this.guard = guard;
        this.issueTime = issueTime;
        this.projects = projects;
        this.groups = groups;
        this.accounts = accounts;
        this.grants = grants;
        this.keyRing = keyRing;
        this.signer = signer;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /**
     * For a service account that proved itself.
     *
     * @param asked null asks for all it may do
     */
    public Mono<ProgramTokenOutcome> forClient(ServiceAccount account, PresentedSecret secret, @Nullable Scopes asked) {
        return Mono.defer(() -> issue(account.user(), secret, asked, Instant.MAX));
    }

    /**
     * For an API key. Wrong ones are counted by address only: nobody guesses 256 bits, and a gateway presents many.
     *
     * @param asked null asks for all the key is good for
     */
    public Mono<ProgramTokenOutcome> forApiKey(String typed, @Nullable Scopes asked, String address) {
        return apiKeys.present(typed)
                .flatMap(presented -> exchange(presented, asked))
                .switchIfEmpty(Mono.defer(() -> guard.refusal(ANY_KEY, address)
                        .<ProgramTokenOutcome>map(blocked -> new ProgramTokenOutcome.Blocked(blocked.retryAfter()))
                        .defaultIfEmpty(new ProgramTokenOutcome.NoSuchKey())));
    }

    /** Whether the service account may be told of tokens that are not its own. */
    public boolean mayReadTokens(ServiceAccount account) {
        return grants.of(account.user().roleNames(), Set.of()).cover(READ_TOKENS);
    }

    private Mono<ProgramTokenOutcome> exchange(Presented presented, @Nullable Scopes asked) {
        var key = presented.key();
        return issue(
                presented.owner(),
                presented.secret(),
                asked == null ? key.scopes() : asked.within(key.scopes()),
                key.expiresAt());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** No token outlives the secret it was issued for, which may end while whoever issues has to wait. */
    private Mono<ProgramTokenOutcome> issue(
            User owner, PresentedSecret secret, @Nullable Scopes asked, Instant latest) {
        Instant goodUntil = secret.goodUntil();
        Instant ends = goodUntil == null ? latest : earlier(latest, goodUntil);
        return issueTime.issue(
                owner,
                (settled, now) -> ends.isAfter(now)
                        ? issue(settled, secret.id(), asked, now, earlier(now.plus(lifetime), ends))
                        : Mono.just(new ProgramTokenOutcome.NoSuchKey()));
    }

    private Mono<ProgramTokenOutcome> issue(
            User user, SecretId secret, @Nullable Scopes asked, Instant now, Instant expiresAt) {
        return Mono.zip(
                        projects.membershipsOf(user.id(), AccessClaims.MAX_PROJECTS),
                        keyRing.current(),
                        groups.allRolesOf(user),
                        eventSource(user))
                .publishOn(Schedulers.parallel()) // a signature takes about a millisecond, too long for an event loop
                .map(found -> {
                    Scopes held = grants.of(found.getT3(), found.getT1().values());
                    Scopes scopes = asked == null ? held : asked.within(held);
                    return scopes.values().isEmpty()
                            ? new ProgramTokenOutcome.NothingLeft()
                            : sign(
                                    new ProgramClaims(
                                            UuidV7.next(clock),
                                            user,
                                            secret,
                                            scopes,
                                            found.getT3(),
                                            new TreeMap<>(found.getT1()),
                                            now,
                                            expiresAt,
                                            found.getT4().orElse(null)),
                                    found.getT2());
                });
    }

    private Mono<Optional<SourcePrefix>> eventSource(User user) {
        return (user.person() ? Mono.<ServiceAccount>empty() : accounts.find(user.id()))
                .map(account -> Optional.ofNullable(account.eventSource()))
                .defaultIfEmpty(Optional.empty());
    }

    private ProgramTokenOutcome sign(ProgramClaims claims, SigningKey key) {
        return new ProgramTokenOutcome.Issued(
                signer.sign(claims, key), claims.scopes(), Duration.between(claims.issuedAt(), claims.expiresAt()));
    }
}
