package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            "STEWARD_TLS_CERTIFICATE=" + TlsIT.FOLDER + "/tls.crt",
            "STEWARD_TLS_PRIVATE_KEY=" + TlsIT.FOLDER + "/tls.key"
        })
class TlsIT extends Edge {

    static final String FOLDER = "target/tls-it";

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Path DIRECTORY = Path.of(FOLDER);
    private static final SSLContext TRUSTING = trusting();

    static {
        issue("first");
    }

    @Test
    void speaksHttp2AndTellsServicesThatItWasSecure() throws Exception {
        try (HttpClient client = HttpClient.newBuilder().sslContext(TRUSTING).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + port() + "/api/v1/sessions"))
                            .header("Authorization", EdgeTokens.of("ann").replace("Authorization: ", ""))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body()).isEqualTo("session-service");
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
        }
        assertThat(SESSION.lastAsked().headers().get("X-Forwarded-Proto")).isEqualTo("https");
    }

    @Test
    void cutsOffSlowHeadsOfHttp1() throws Exception {
        try (SSLSocket socket = connect()) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(RawHttp.read(socket).status()).isEqualTo(408);
        }
    }

    @Test
    void takesACertificateThatReplacesTheFirst() throws Exception {
        assertThat(subject()).contains("CN=first");

        issue("second");

        await().atMost(Duration.ofSeconds(30)).until(() -> subject().contains("CN=second"));
        Files.writeString(DIRECTORY.resolve("tls.crt"), "no certificate");
        await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(30)).until(() -> subject()
                .contains("CN=second"));
    }

    private String subject() throws IOException {
        try (SSLSocket socket = connect()) {
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName();
        }
    }

    private SSLSocket connect() throws IOException {
        SSLSocket socket = (SSLSocket) TRUSTING.getSocketFactory().createSocket("127.0.0.1", port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** The key first, as whoever renews a certificate does it: for a moment the two do not belong together. */
    private static void issue(String name) {
        Path store = DIRECTORY.resolve(name + ".p12");
        try {
            Files.createDirectories(DIRECTORY);
            Files.deleteIfExists(store);
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "edge",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=" + name,
                            "-ext",
                            "SAN=dns:localhost,ip:127.0.0.1",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            new String(PASSWORD))
                    .redirectErrorStream(true)
                    .start();
            assertThat(keytool.waitFor()).isZero();
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
            write("tls.key", "PRIVATE KEY", keys.getKey("edge", PASSWORD).getEncoded());
            write("tls.crt", "CERTIFICATE", keys.getCertificate("edge").getEncoded());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(String file, String type, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        Files.write(
                DIRECTORY.resolve(file), List.of("-----BEGIN " + type + "-----", text, "-----END " + type + "-----"));
    }

    private static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return context;
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Anybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
