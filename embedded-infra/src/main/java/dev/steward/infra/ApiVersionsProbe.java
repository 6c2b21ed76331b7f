package dev.steward.infra;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Asks a broker for its API versions (version 0), the first thing it answers once it is no longer fenced. */
public final class ApiVersionsProbe {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int API_VERSIONS = 18;
    private static final int CORRELATION_ID = 1;

    private ApiVersionsProbe() {}

    static boolean answers(int port) {
        return answers(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    public static boolean answers(InetSocketAddress broker) {
        try (var socket = new Socket()) {
            socket.connect(broker, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            var request = new DataOutputStream(socket.getOutputStream());
            request.writeInt(10);
            request.writeShort(API_VERSIONS);
            request.writeShort(0);
            request.writeInt(CORRELATION_ID);
            request.writeShort(-1);
            request.flush();
            var response = new DataInputStream(socket.getInputStream());
            response.readInt();
            return response.readInt() == CORRELATION_ID && response.readShort() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
