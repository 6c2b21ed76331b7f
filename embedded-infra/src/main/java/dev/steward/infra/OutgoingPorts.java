package dev.steward.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringTokenizer;

/** The ports the kernel gives to outgoing connections. */
record OutgoingPorts(int first, int last) {
    private static final Path SETTING = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final OutgoingPorts USUAL = new OutgoingPorts(32_768, 60_999);

    static OutgoingPorts ofThisMachine() {
        // Not at once as a whole: the kernel answers a second read of the file with nothing.
        try (var reader = Files.newBufferedReader(SETTING)) {
            return parse(reader.readLine());
        } catch (IOException e) {
            return USUAL;
        }
    }

    static OutgoingPorts parse(String setting) {
        var bounds = new StringTokenizer(setting);
        return new OutgoingPorts(Integer.parseInt(bounds.nextToken()), Integer.parseInt(bounds.nextToken()));
    }

    boolean excludes(int port) {
        return port < first || port > last;
    }
}
