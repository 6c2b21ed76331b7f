package dev.steward.gateway.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.function.SingletonSupplier;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** The contracts that this build was made with, as JSON. Made on first use, which blocks. */
public final class ApiDocuments {

    private static final String SUFFIX = ".yaml";
    private static final int LARGEST = 16 << 20;

    private final Supplier<byte[]> openApi;
    private final Supplier<byte[]> asyncApi;

    public ApiDocuments(JsonMapper json) {
        var resources = new PathMatchingResourcePatternResolver();
        this.openApi = SingletonSupplier.of(() -> json.writeValueAsBytes(MergedApi.of(services(resources))));
        this.asyncApi = SingletonSupplier.of(
                () -> json.writeValueAsBytes(read(resources.getResource("classpath:docs/asyncapi.yaml"))));
    }

    byte[] openApi() {
        return openApi.get();
    }

    byte[] asyncApi() {
        return asyncApi.get();
    }

    private static Map<String, Map<String, Object>> services(PathMatchingResourcePatternResolver resources) {
        try {
            Map<String, Map<String, Object>> services = new TreeMap<>();
            for (Resource each : resources.getResources("classpath:docs/openapi/*" + SUFFIX)) {
                String file = String.valueOf(each.getFilename());
                services.put(file.substring(0, file.length() - SUFFIX.length()), read(each));
            }
            return services;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> read(Resource document) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        try (InputStream in = document.getInputStream()) {
            return new Yaml(new SafeConstructor(options)).load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
