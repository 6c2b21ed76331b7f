package dev.steward.perf.gateway;

import dev.steward.devstack.process.Console;
import dev.steward.devstack.suite.Layout;
import dev.steward.perf.load.NotRunException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Measures what a request costs at the gateway and how much longer it takes by it. Needs no running suite. */
public final class GatewayRun {

    public static final String NAME = "gateway";

    private static final double MOST_TIMES_VANILLA = 1.0;
    private static final double MOST_ADDED_MILLIS = 1.0;
    private static final double MOST_P95_MILLIS = 50;
    private static final double MOST_P99_MILLIS = 150;

    /** From the first request to the first that counts. */
    private static final Duration RAMP = Duration.ofMillis(500);

    private static final Duration WARM_UP_OF_NATIVES = Duration.ofSeconds(1);

    private final Layout layout;
    private final GatewayProfile profile;
    private final Console console;
    private final List<Judgement> judgements = new ArrayList<>();
    private long failed;

    private GatewayRun(Layout layout, GatewayProfile profile, Console console) {
        this.layout = layout;
        this.profile = profile;
        this.console = console;
    }

    /** Exit status 1 if anything does not hold. */
    public static int run(Layout layout, List<String> arguments, Console console) {
        return new GatewayRun(layout, GatewayProfile.parse(arguments), console).run();
    }

    private int run() {
        try {
            Cores.leaveMeasured();
            console.say("gateway, profile " + profile.name() + ": " + GatewayProfile.CONNECTIONS
                    + " connections kept alive, " + Clients.COUNT + " tokens in turn, 1 KB answers; measured on CPU "
                    + Cores.MEASURED + ", load and upstream on CPU " + Cores.OTHERS);
            try (var stage = new Stage(layout, console)) {
                measure(stage);
            }
        } catch (NotRunException e) {
            console.say("not run: " + e.getMessage());
            return 0;
        }
        judgements.add(new Judgement("failed", failed, 0, "of all requests"));
        judgements.forEach(each -> console.say(each.toString()));
        return judgements.stream().allMatch(Judgement::holds) ? 0 : 1;
    }

    private void measure(Stage stage) {
        var costs = costs(stage);
        var ours = costs.getOrDefault(SuiteGateway.NAME, Cost.NONE);
        var vanilla = costs.getOrDefault(Stage.VANILLA, Cost.NONE);
        var bare = costs.getOrDefault(Stage.BARE, Cost.NONE);
        costs.forEach((name, cost) -> console.say(String.format(
                Locale.ROOT,
                "%-20s %7.1f µs of CPU a request, %6.0f requests/s: %.2f times vanilla SCG, %.2f times bare Reactor Netty",
                name,
                cost.microsPerRequest(),
                cost.perSecond(),
                cost.times(vanilla),
                cost.times(bare))));
        judge(new Judgement("CPU of our gateway to vanilla SCG", ours.times(vanilla), MOST_TIMES_VANILLA, "times"));
        added(stage, ours.perSecond() / 2);
        mixed(stage);
    }

    /** There and back, so that a machine that gets slower or faster is fair to all. */
    private Map<String, Cost> costs(Stage stage) {
        for (var each : stage.proxies) {
            boolean onJvm =
                    !each.name().equals(NativePeers.NGINX) && !each.name().equals(NativePeers.HAPROXY);
            cost(stage, each, onJvm ? profile.warmUp() : WARM_UP_OF_NATIVES);
        }
        stage.proxies.forEach(Proxy::pin);
        List<Proxy> order = new ArrayList<>(stage.proxies);
        order.addAll(stage.proxies.reversed());
        Map<String, Cost> costs = new LinkedHashMap<>();
        for (var each : order) {
            costs.merge(each.name(), cost(stage, each, profile.measured()), Cost::and);
        }
        return costs;
    }

    private Cost cost(Stage stage, Proxy proxy, Duration length) {
        var load = Load.closed(stage.loop, proxy.port(), GatewayProfile.CONNECTIONS, stage.clients.reading());
        pause(RAMP);
        long answered = load.answered();
        long cpu = proxy.cpu().micros();
        long began = System.nanoTime();
        pause(length);
        var cost = new Cost(proxy.cpu().micros() - cpu, load.answered() - answered, System.nanoTime() - began);
        end(load);
        return cost;
    }

    private void added(Stage stage, double perSecond) {
        int gateway = stage.ours.proxy().port();
        int direct = stage.upstream.port();
        var through = new Histogram(3);
        var without = new Histogram(3);
        for (int port : new int[] {direct, gateway, gateway, direct}) {
            var taken = open(stage, port, stage.clients.reading(), perSecond, profile.half());
            (port == gateway ? through : without).add(taken);
        }
        console.say(String.format(
                Locale.ROOT,
                "at %.0f requests/s, half of what it can do: direct %s; by our gateway %s",
                perSecond,
                percentiles(without),
                percentiles(through)));
        judge(new Judgement(
                "added p99 at half capacity", millis(through, 99) - millis(without, 99), MOST_ADDED_MILLIS, "ms"));
    }

    private void mixed(Stage stage) {
        var taken = open(
                stage,
                stage.ours.proxy().port(),
                stage.clients.mixed(),
                GatewayProfile.MIXED_PER_SECOND,
                profile.mixed());
        console.say(GatewayProfile.MIXED_PER_SECOND + " mixed requests/s for " + Console.seconds(profile.mixed()) + ": "
                + percentiles(taken));
        judge(new Judgement("p95 of mixed requests", millis(taken, 95), MOST_P95_MILLIS, "ms"));
        judge(new Judgement("p99 of mixed requests", millis(taken, 99), MOST_P99_MILLIS, "ms"));
    }

    private Histogram open(Stage stage, int port, Supplier<ByteBuffer> requests, double perSecond, Duration length) {
        var load = Load.open(stage.loop, port, GatewayProfile.CONNECTIONS, requests, perSecond);
        pause(RAMP);
        load.taken();
        pause(length);
        var taken = load.taken();
        end(load);
        return taken;
    }

    private void end(Load load) {
        load.stop();
        failed += load.failed();
    }

    private void judge(Judgement judgement) {
        judgements.add(profile.judged() ? judgement : judgement.unjudged());
    }

    private static String percentiles(Histogram taken) {
        return String.format(
                Locale.ROOT,
                "p50 %.2f ms, p95 %.2f ms, p99 %.2f ms of %d",
                millis(taken, 50),
                millis(taken, 95),
                millis(taken, 99),
                taken.getTotalCount());
    }

    private static double millis(Histogram taken, double percentile) {
        return taken.getValueAtPercentile(percentile) / 1000.0;
    }

    private static void pause(Duration length) {
        long until = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
