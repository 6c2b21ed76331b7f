package dev.steward.zerotrust.adapter.access;

import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.TrustScore;
import dev.steward.kit.policy.score.ContextScore;
import dev.steward.kit.policy.score.DeviceScore;
import dev.steward.kit.policy.score.History;
import dev.steward.kit.policy.score.Posture;
import dev.steward.kit.policy.score.TrustScoreSettings;
import dev.steward.kit.policy.score.UserScore;
import dev.steward.kit.policy.score.UsualHours;
import dev.steward.zerotrust.domain.Device;
import dev.steward.zerotrust.domain.OpenLoginSession;
import dev.steward.zerotrust.domain.RequestEvidence;
import dev.steward.zerotrust.domain.RequestOrigin;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.port.DeviceRepository;
import dev.steward.zerotrust.port.LoginAssuranceRepository;
import dev.steward.zerotrust.port.LoginSessionRepository;
import dev.steward.zerotrust.port.RequestTrust;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Adds up what this service's database knows: the login session that counts, its second factor, and the posture of one of
 * the user's own devices. A network is known from which the user is logged in.
 */
public final class StoredRequestTrust implements RequestTrust {

    private static final int LOGIN_SESSIONS = 20;
    private static final UsualHours ALWAYS = new UsualHours(ZoneOffset.UTC, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    private final LoginSessionRepository loginSessions;
    private final LoginAssuranceRepository assurances;
    private final DeviceRepository devices;
    private final DeviceScore deviceScore;
    private final UserScore userScore;
    private final ContextScore contextScore;

    public StoredRequestTrust(
            LoginSessionRepository loginSessions,
            LoginAssuranceRepository assurances,
            DeviceRepository devices,
            TrustScoreSettings settings) {
        this.loginSessions = loginSessions;
        this.assurances = assurances;
        this.devices = devices;
        deviceScore = new DeviceScore(settings.device());
        userScore = new UserScore(settings.user());
        contextScore = new ContextScore(settings.context());
    }

    @Override
    public Mono<RequestEvidence> of(User user, RequestOrigin origin, Instant now) {
        return loginSessions.list(user.id(), now, 0, LOGIN_SESSIONS).flatMap(open -> {
            Optional<OpenLoginSession> counting = open.stream()
                    .filter(session -> origin.loginSessionId() == null
                            || origin.loginSessionId()
                                    .equals(session.loginSession().id()))
                    .findFirst();
            return Mono.zip(mfaAt(counting), posture(user, origin))
                    .map(found -> evidence(
                            origin,
                            open,
                            counting.map(session -> session.loginSession().authenticatedAt())
                                    .orElse(null),
                            found.getT1().orElse(null),
                            found.getT2().orElse(null),
                            now));
        });
    }

    private Mono<Optional<Instant>> mfaAt(Optional<OpenLoginSession> counting) {
        return Mono.justOrEmpty(counting)
                .flatMap(session -> assurances.mfaAt(session.loginSession().id()))
                .singleOptional();
    }

    /** Whoever asks may name any device; only one of the user's own speaks for them. */
    private Mono<Optional<Posture>> posture(User user, RequestOrigin origin) {
        if (origin.attested() != null) {
            return Mono.just(Optional.of(origin.attested()));
        }
        return Mono.justOrEmpty(origin.deviceId())
                .flatMap(devices::find)
                .filter(device -> device.userId().equals(user.id()))
                .mapNotNull(StoredRequestTrust::reported)
                .singleOptional();
    }

    private static @Nullable Posture reported(Device device) {
        return device.report() == null ? null : device.report().posture();
    }

    private RequestEvidence evidence(
            RequestOrigin origin,
            List<OpenLoginSession> open,
            @Nullable Instant authenticatedAt,
            @Nullable Instant mfaAt,
            @Nullable Posture posture,
            Instant now) {
        Instant proved = mfaAt == null ? authenticatedAt : mfaAt;
        var score = new TrustScore(
                deviceScore.of(posture, now).score(),
                userScore.of(mfaAt != null, proved, History.clean(now), now).score(),
                contextScore
                        .of(isKnown(origin.address(), open), ALWAYS, null, List.of(), now)
                        .score());
        return new RequestEvidence(
                score,
                mfaAt != null,
                posture == null ? null : posture.complianceScore(),
                posture == null ? null : Duration.between(posture.reportedAt(), now),
                origin.location());
    }

    private static boolean isKnown(@Nullable IpAddress address, List<OpenLoginSession> open) {
        if (address == null) {
            return false;
        }
        String counted = counted(address);
        return open.stream().anyMatch(session -> counted.equals(session.address()));
    }

    /** As the addresses of logins are kept: of IPv6 the first 64 bits. */
    private static String counted(IpAddress address) {
        if (!address.v4()) {
            return "%016x".formatted(address.high());
        }
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) (address.low() >>> 32))
                .array();
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
