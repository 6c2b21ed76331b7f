package dev.steward.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.handler.timeout.WriteTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

class UpstreamFailureTest {

    @Test
    void isAbsenceWhenNoConnectionCameAbout() {
        assertThat(UpstreamFailure.of(new ConnectException("refused"))).isEqualTo(UpstreamFailure.ABSENT);
        assertThat(UpstreamFailure.of(new ConnectTimeoutException())).isEqualTo(UpstreamFailure.ABSENT);
        assertThat(UpstreamFailure.of(new UnknownHostException("nowhere"))).isEqualTo(UpstreamFailure.ABSENT);
    }

    @Test
    void isSaturationWhenThePoolIsUsedUp() {
        assertThat(UpstreamFailure.of(new PoolAcquirePendingLimitException(1))).isEqualTo(UpstreamFailure.SATURATED);
        assertThat(UpstreamFailure.of(new PoolAcquireTimeoutException(Duration.ofSeconds(1))))
                .isEqualTo(UpstreamFailure.SATURATED);
    }

    @Test
    void isLatenessWhenNothingMovesAnyMore() {
        assertThat(UpstreamFailure.of(ReadTimeoutException.INSTANCE)).isEqualTo(UpstreamFailure.LATE);
        assertThat(UpstreamFailure.of(WriteTimeoutException.INSTANCE)).isEqualTo(UpstreamFailure.LATE);
    }

    @Test
    void isBreakageOtherwise() {
        assertThat(UpstreamFailure.of(new IOException("reset"))).isEqualTo(UpstreamFailure.BROKEN);
        assertThat(UpstreamFailure.of(new IllegalArgumentException("no HTTP"))).isEqualTo(UpstreamFailure.BROKEN);
    }

    @Test
    void doesNotRepeatTheWordsOfTheNetworkWhereTheyAreTakenForALostClient() {
        UpstreamException exception = new UpstreamException(new IOException("Connection reset by peer"));

        assertThat(exception.getCause()).isNull();
        assertThat(exception.getMessage()).doesNotContain("reset");
        assertThat(exception.reason()).contains("reset");
    }
}
