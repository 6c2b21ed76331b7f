package dev.steward.session.adapter.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.steward.session.domain.Session;
import dev.steward.session.port.RuntimeUnavailableException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much CPU a container may use: until its page answered, when its programs are loaded and compiled, more than its
 * session's limit. Which have come down to that is kept in memory only; whoever comes later takes them down again, which
 * changes nothing.
 */
final class CpuQuota {

    private static final Logger LOG = LoggerFactory.getLogger(CpuQuota.class);

    /** In microseconds, as the engine has it where nobody says otherwise. */
    static final long PERIOD = 100_000;

    private static final long MICROS_PER_MILLI = PERIOD / 1_000;

    private final DockerEngine engine;
    private final long startMillis;
    private final Set<String> limited = ConcurrentHashMap.newKeySet();

    /** @param startMillis thousandths of a processor; no container starts with less than its session's limit */
    CpuQuota(DockerEngine engine, long startMillis) {
        this.engine = engine;
        this.startMillis = startMillis;
    }

    /** Of a {@link #PERIOD}. */
    long atStart(Session session) {
        return Math.max(startMillis, millis(session)) * MICROS_PER_MILLI;
    }

    /** Its page answered. Nobody waits for what follows; what fails is tried again when it answers again. */
    void answered(Session session) {
        String container = Names.container(session);
        if (startMillis > millis(session) && limited.add(container)) {
            Thread.ofVirtual().name("session-cpu").start(() -> limit(container, millis(session) * MICROS_PER_MILLI));
        }
    }

    void forget(String id) {
        limited.removeIf(container -> Names.isOf(id, container));
    }

    private void limit(String container, long quota) {
        try {
            engine.ask(client -> client.updateContainerCmd(container)
                    .withCpuPeriod(PERIOD)
                    .withCpuQuota(quota)
                    .exec());
        } catch (ConflictException e) {
            // A version before gave it NanoCPUs: its limit from the start, which the engine cannot change.
            LOG.debug("the CPU of {} stays as it is", container, e);
        } catch (NotFoundException _) {
            // Ended meanwhile.
            limited.remove(container);
        } catch (DockerException | RuntimeUnavailableException e) {
            limited.remove(container);
            LOG.warn("cannot limit the CPU of {}", container, e);
        }
    }

    private static long millis(Session session) {
        return session.identity().spec().resources().cpuMillis();
    }
}
