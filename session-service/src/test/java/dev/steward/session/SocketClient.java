package dev.steward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One open socket of the service, as a browser has it. */
final class SocketClient implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Sinks.Many<WebSocketFrame> toSend = Sinks.many().unicast().onBackpressureBuffer();
    private final Sinks.One<String> selected = Sinks.one();
    private final Sinks.One<WebSocketCloseStatus> closed = Sinks.one();
    private final Disposable connection;

    private SocketClient(int port, String path, String token) {
        connection = HttpClient.create()
                .websocket(WebsocketClientSpec.builder()
                        .protocols("steward,bearer." + token)
                        .maxFramePayloadLength(1 << 20)
                        .build())
                .uri("ws://127.0.0.1:" + port + path)
                .handle((in, out) -> {
                    selected.tryEmitValue(in.selectedSubprotocol());
                    Mono<Void> received =
                            in.receive().asString().doOnNext(messages::add).then();
                    Mono<Void> status = in.receiveCloseStatus()
                            .doOnNext(closed::tryEmitValue)
                            .then();
                    return Mono.when(out.sendObject(toSend.asFlux()), received, status);
                })
                .subscribe(_ -> {}, closed::tryEmitError, closed::tryEmitEmpty);
    }

    /** Opens a socket, and makes sure that the token is not what the service selects. */
    static SocketClient open(int port, String path, String token) {
        SocketClient client = new SocketClient(port, path, token);
        assertThat(client.selected.asMono().block(SessionApi.DEADLINE)).isEqualTo("steward");
        return client;
    }

    /** Sends a handshake as these header lines say, and reads what is answered until the connection is closed. */
    static String refusal(int port, String path, String... headers) {
        try (Socket socket = handshake(port, path, headers)) {
            socket.setSoTimeout(Math.toIntExact(SessionApi.DEADLINE.toMillis()));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection that asked for a socket and reads nothing. */
    static Socket handshake(int port, String path, String... headers) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 << 10);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + String.join("\r\n", headers)
                + (headers.length == 0 ? "\r\n" : "\r\n\r\n");
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    List<JsonNode> messages() {
        return messages.stream().map(JSON::readTree).toList();
    }

    List<String> texts() {
        return messages().stream()
                .filter(message -> message.get("type").asString().equals("line"))
                .map(message -> message.get("text").asString())
                .toList();
    }

    void awaitTexts(String... texts) {
        await().atMost(SessionApi.DEADLINE)
                .untilAsserted(() -> assertThat(texts()).containsExactly(texts));
    }

    void send(String text) {
        toSend.tryEmitNext(new TextWebSocketFrame(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
    }

    int closeCode() {
        WebSocketCloseStatus status = closed.asMono().block(SessionApi.DEADLINE);
        return status == null ? 0 : status.code();
    }

    @Override
    public void close() {
        connection.dispose();
    }
}
