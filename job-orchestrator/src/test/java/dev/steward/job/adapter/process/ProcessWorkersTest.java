package dev.steward.job.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessWorkersTest {

    private final ProcessWorkers workers = new ProcessWorkers();

    @Test
    void isAliveItself() {
        assertThat(workers.ended(workers.self())).isFalse();
        assertThat(new ProcessWorkers().self()).isEqualTo(workers.self());
    }

    @Test
    void knowsThatAProcessHasEnded() throws Exception {
        Process child = new ProcessBuilder("sleep", "60").start();
        String self = workers.self();
        String machine = self.substring(0, self.lastIndexOf('/', self.lastIndexOf('/') - 1));
        child.destroyForcibly();
        assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertThat(workers.ended(machine + "/" + child.pid() + "/1")).isTrue();
    }

    @Test
    void knowsThatItsPidWasAnothersBefore() {
        String self = workers.self();

        assertThat(workers.ended(self.substring(0, self.lastIndexOf('/') + 1) + "1"))
                .isTrue();
    }

    @Test
    void neverKnowsOfProcessesElsewhere() {
        assertThat(workers.ended("another-boot/pid:[1]/1/1")).isFalse();
        assertThat(workers.ended("no name of ours")).isFalse();
    }
}
