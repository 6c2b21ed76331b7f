package dev.steward.zerotrust.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.Network;
import dev.steward.kit.policy.Reading;
import dev.steward.kit.policy.score.KnownNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.77, 192.0.2.77, 192.0.2.0/24",
        "255.255.255.255, 255.255.255.255, 255.255.255.0/24",
        "20010db8000000ff, 2001:db8:0:ff::, 2001:db8:0:ff::/64",
        "fe80000000000000, fe80::, fe80:0:0:0::/64",
    })
    void addressAsItIsCountedIsThatAddressAndItsNetworkHoldsIt(String counted, String ip, String network) {
        OriginAddress address = OriginAddress.parse(counted).orElseThrow();

        assertThat(address.ip()).isEqualTo(IpAddress.of(ip).orElseThrow());
        assertThat(KnownNetwork.blockOf(address.ip())).isEqualTo(network);
        assertThat(((Reading.Valid<Network>) Network.read(network)).value().contains(address.ip()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "", "20010db8000000f", "20010DB8000000FF", "192.0.2", "::1"})
    void anythingElseIsNone(String counted) {
        assertThat(OriginAddress.parse(counted)).isEmpty();
    }

    @Test
    void loopbackIsANetworkLikeAnyOther() {
        assertThat(KnownNetwork.blockOf(
                        OriginAddress.parse("127.0.0.1").orElseThrow().ip()))
                .isEqualTo("127.0.0.0/24");
    }
}
