package dev.steward.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void areDifferentOnesOutsideTheRangesOfSessionsAndOfOutgoingConnections() {
        assertThat(Ports.free(200)).doesNotHaveDuplicates().allMatch(port -> port >= 10_000 && port < 20_000);
        assertThat(Ports.freeForController()).isBetween(17_000, 19_000);
    }

    @Test
    void knowWhatTheKernelGivesToOutgoingConnections() {
        var outgoing = OutgoingPorts.parse("16000\t65535\n");
        assertThat(outgoing.excludes(15_999)).isTrue();
        assertThat(outgoing.excludes(16_000)).isFalse();
        assertThat(outgoing.excludes(65_535)).isFalse();
        assertThat(Ports.free()).matches(OutgoingPorts.ofThisMachine()::excludes);
    }

    @Test
    void areNotFreeWhileSomebodyListens() throws IOException {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(listener.getLocalPort())).isFalse();
        }
        try (var listener = new ServerSocket(0)) {
            assertThat(Ports.isFree(listener.getLocalPort())).isFalse();
        }
    }

    @Test
    void areNotTakenByLookingAtThem() {
        int port = Ports.free();
        List<Future<Boolean>> looks;
        try (var lookers = Executors.newVirtualThreadPerTaskExecutor()) {
            looks = Stream.generate(() -> lookers.submit(() -> Ports.isFree(port)))
                    .limit(2_000)
                    .toList();
        }
        assertThat(looks).extracting(Future::resultNow).containsOnly(true);
    }
}
