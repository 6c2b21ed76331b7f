package dev.steward.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class AddressKeyTest {

    @Test
    void isTheWholeAddressInTheOldProtocol() {
        assertThat(key("192.0.2.1")).isEqualTo("192.0.2.1").isNotEqualTo(key("192.0.2.2"));
    }

    @Test
    void isTheNetworkInTheNewOne() {
        assertThat(key("2001:db8:1:2::1"))
                .isEqualTo(key("2001:db8:1:2:ffff::9"))
                .isNotEqualTo(key("2001:db8:1:3::1"));
    }

    @Test
    void isOneForAllWithoutAnAddress() {
        assertThat(AddressKey.of(null)).isEqualTo(AddressKey.of(InetSocketAddress.createUnresolved("nowhere", 1)));
    }

    private static String key(String address) {
        return AddressKey.of(new InetSocketAddress(address, 1));
    }
}
