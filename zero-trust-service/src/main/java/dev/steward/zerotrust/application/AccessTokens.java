package dev.steward.zerotrust.application;

import dev.steward.events.UuidV7;
import dev.steward.zerotrust.domain.AccessClaims;
import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.port.DeviceRepository;
import dev.steward.zerotrust.port.GroupRepository;
import dev.steward.zerotrust.port.LoginAssuranceRepository;
import dev.steward.zerotrust.port.ProjectRepository;
import dev.steward.zerotrust.port.TokenSigner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Access tokens for a login session, saying what holds at the moment of issue. */
public class AccessTokens {

    private static final Duration UNDER_WAY = Duration.ofMinutes(1);

    private final IssueTime issueTime;
    private final ProjectRepository projects;
    private final GroupRepository groups;
    private final LoginAssuranceRepository assurances;
    private final DeviceRepository devices;
    private final KeyRing keyRing;
    private final TokenSigner signer;
    private final Clock clock;
    private final Duration lifetime;

    public AccessTokens(
            IssueTime issueTime,
            ProjectRepository projects,
            GroupRepository groups,
            LoginAssuranceRepository assurances,
            DeviceRepository devices,
            KeyRing keyRing,
            TokenSigner signer,
            Clock clock,
            Duration lifetime) {
        this.issueTime = issueTime;
        this.projects = projects;
        this.groups = groups;
        this.assurances = assurances;
        this.devices = devices;
        this.keyRing = keyRing;
        this.signer = signer;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** How long a token is good that is issued now: no longer than its login session. */
    public Duration lifetimeIn(LoginSession loginSession) {
        Duration left = Duration.between(clock.instant(), loginSession.expiresAt());
        return left.compareTo(lifetime) < 0 ? left : lifetime;
    }

    /** When no token of a login session that is revoked now can be good any more, with a minute for one under way. */
    Instant lastExpiry() {
        return clock.instant().plus(lifetime).plus(UNDER_WAY);
    }

    /** With the second factor that was presented in the login session before, if any. */
    public Mono<String> issue(User user, LoginSession loginSession) {
        return assurances
                .mfaAt(loginSession.id())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(mfaAt -> issue(user, loginSession, mfaAt.orElse(null)));
    }

    /** With a second factor presented now, or none. */
    public Mono<String> issue(User user, LoginSession loginSession, @Nullable Instant mfaAt) {
        return issueTime.issue(user, (settled, now) -> sign(settled, loginSession, mfaAt, now));
    }

    private Mono<String> sign(User user, LoginSession loginSession, @Nullable Instant mfaAt, Instant now) {
        return Mono.zip(
                        projects.membershipsOf(user.id(), AccessClaims.MAX_PROJECTS),
                        keyRing.current(),
                        groups.allRolesOf(user),
                        withItsDevice(loginSession))
                .publishOn(Schedulers.parallel()) // a signature takes about a millisecond, too long for an event loop
                .map(found -> {
                    var claims = new AccessClaims(
                            UuidV7.next(clock),
                            user,
                            found.getT4(),
                            found.getT3(),
                            new TreeMap<>(found.getT1()),
                            now,
                            now.plus(lifetimeIn(loginSession)),
                            mfaAt);
                    return signer.sign(claims, found.getT2());
                });
    }

    /** As long as the device is one of the user's. */
    private Mono<LoginSession> withItsDevice(LoginSession loginSession) {
        return Mono.justOrEmpty(loginSession.deviceId())
                .flatMap(devices::find)
                .filter(device -> device.userId().equals(loginSession.userId()))
                .map(_ -> loginSession)
                .defaultIfEmpty(loginSession.withoutDevice());
    }
}
