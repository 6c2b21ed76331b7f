package dev.steward.perf.gateway;

import dev.steward.devstack.process.Console;
import dev.steward.devstack.process.ServiceJvm;
import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.SuiteService;
import dev.steward.infra.Directories;
import dev.steward.infra.Ports;
import dev.steward.perf.load.NotRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Everything that runs while it is measured; ends all of it. */
final class Stage implements AutoCloseable {

    static final String VANILLA = "vanilla SCG";
    static final String BARE = "bare Reactor Netty";

    final EventLoop loop = new EventLoop();
    final Clients clients;
    final Upstream upstream;
    final SuiteGateway ours;

    /** Ours is the first. */
    final List<Proxy> proxies = new ArrayList<>();

    private final Path folder = folder();

    Stage(Layout layout, Console console) {
        var tokens = new SignedTokens();
        clients = Clients.with(tokens, Clock.systemUTC().instant());
        upstream = new Upstream(loop, tokens.keySet());
        try {
            ours = SuiteGateway.start(layout.jar(SuiteService.GATEWAY), upstream.address(), tokens, folder);
        } catch (RuntimeException e) {
            clean();
            throw e;
        }
        try {
            proxies.add(ours.proxy());
            proxies.add(onJvm(layout, VANILLA, "gateway"));
            proxies.add(onJvm(layout, BARE, "netty"));
            var natives = new NativePeers(layout.startCaches().resolveSibling("peers"), folder);
            add(console, NativePeers.NGINX, () -> natives.nginx(Ports.free(), upstream.port()));
            add(console, NativePeers.HAPROXY, () -> natives.haproxy(Ports.free(), upstream.port()));
            ours.proxy().ready("/health/ready", null, "\"UP\"");
            ours.requirePolicy(clients);
            proxies.stream().skip(1).forEach(each -> each.ready("/", null, "x"));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void add(Console console, String name, Supplier<Proxy> start) {
        try {
            proxies.add(start.get());
        } catch (NotRunException e) {
            console.say(name + " was not run: " + e.getMessage());
        }
    }

    private Proxy onJvm(Layout layout, String name, String peer) {
        int port = Ports.free();
        var jar = layout.checkout().resolve("perf-peers/target/perf-peers.jar");
        List<String> command = new ArrayList<>(ServiceJvm.command(jar, Proxy.ONE_CORE));
        command.addAll(List.of(peer, String.valueOf(port), upstream.address().toString()));
        return Proxy.start(name, port, command, Map.of(), folder);
    }

    /** As root the database server runs under another uid, which has to reach its data. */
    private static Path folder() {
        try {
            var folder = Files.createTempDirectory("steward-perf-");
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        proxies.forEach(Proxy::close);
        ours.close();
        clean();
    }

    private void clean() {
        loop.close();
        try {
            Directories.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
