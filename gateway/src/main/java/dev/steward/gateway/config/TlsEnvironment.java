package dev.steward.gateway.config;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * TLS, and HTTP/2 with it, as soon as a certificate is named. Spring Boot watches both files and uses what they have from
 * the next connection on.
 */
public final class TlsEnvironment implements EnvironmentPostProcessor, Ordered {

    private static final String CERTIFICATE = "STEWARD_TLS_CERTIFICATE";
    private static final String KEY = "STEWARD_TLS_PRIVATE_KEY";
    private static final String BUNDLE = "spring.ssl.bundle.pem.edge.";

    /** Once all files of settings were read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String certificate = environment.getProperty(CERTIFICATE, "");
        String key = environment.getProperty(KEY, "");
        if (StringUtils.hasText(certificate) != StringUtils.hasText(key)) {
            throw new IllegalStateException(CERTIFICATE + " and " + KEY + " have to be named together");
        }
        if (!StringUtils.hasText(certificate)) {
            return;
        }
        Map<String, Object> settings = new HashMap<>();
        settings.put(BUNDLE + "keystore.certificate", "file:" + certificate);
        settings.put(BUNDLE + "keystore.private-key", "file:" + key);
        settings.put(BUNDLE + "reload-on-update", true);
        settings.put("spring.ssl.bundle.watch.file.quiet-period", "1s");
        settings.put("server.ssl.bundle", "edge");
        settings.put("server.ssl.enabled-protocols", "TLSv1.3,TLSv1.2");
        settings.put("server.http2.enabled", true);
        environment.getPropertySources().addFirst(new MapPropertySource("tls", settings));
    }
}
