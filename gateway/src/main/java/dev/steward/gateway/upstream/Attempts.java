package dev.steward.gateway.upstream;

import java.util.ArrayList;
import java.util.List;
import org.springframework.web.server.ServerWebExchange;

/** Which instances were asked for one request; the last one is busy with it until the request is over. */
public final class Attempts {

    private static final String ATTRIBUTE = Attempts.class.getName();

    private final List<Instance> tried = new ArrayList<>(1);
    private boolean over;

    public static Attempts of(ServerWebExchange exchange) {
        return (Attempts) exchange.getAttributes().computeIfAbsent(ATTRIBUTE, _ -> new Attempts());
    }

    public synchronized List<Instance> tried() {
        return List.copyOf(tried);
    }

    public synchronized void next(Instance instance) {
        end();
        over = false;
        tried.add(instance);
        instance.began();
    }

    public synchronized void end() {
        if (!over && !tried.isEmpty()) {
            tried.getLast().ended();
        }
        over = true;
    }
}
