package dev.steward.kit.web;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The trace id that follows a request through problems, logs ({@code trace_id}) and events
 * ({@code ce_correlationid}): one to 64 of {@code A-Za-z0-9._-}.
 */
public final class Correlation {

    /** The request and response header. */
    public static final String HEADER = "X-Trace-ID";

    /** Key in the Reactor context, of the exchange attribute, and in the logging context. */
    public static final String KEY = "trace_id";

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern W3C = Pattern.compile("(?!0{32})[0-9a-f]{32}");

    private Correlation() {}

    /** Empty outside of anything that has one. */
    public static Mono<String> current() {
        return Mono.deferContextual(context -> Mono.justOrEmpty(of(context)));
    }

    public static @Nullable String of(ContextView context) {
        return context.getOrDefault(KEY, null);
    }

    /** To be written by whoever starts work of its own, such as a watcher that notices a crash. */
    public static Context with(String id) {
        return Context.of(KEY, id);
    }

    /** A fresh id in the shape of a W3C trace id. */
    public static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong() | 1) + hex.toHexDigits(random.nextLong());
    }

    static boolean isValid(@Nullable String id) {
        return id != null && VALID.matcher(id).matches();
    }

    /** Whether the id can also be the W3C trace id. */
    public static boolean isTraceId(@Nullable String id) {
        return id != null && W3C.matcher(id).matches();
    }

    static String of(ServerWebExchange exchange) {
        Object id = exchange.getAttributes().computeIfAbsent(KEY, _ -> fresh());
        return id.toString();
    }
}
