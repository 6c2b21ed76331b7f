package dev.steward.session.adapter.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * A network for each session, which no other session can reach. Engines have about thirty addresses for networks of
 * their own choice, so each is told a small part of a large range; which parts are taken is known to the engine only.
 */
final class SessionNetworks {

    private static final int TRIES = 50;

    private final DockerEngine engine;
    private final Names names;
    private final SubnetRange range;
    /** What is being made, by session. */
    private final Map<String, CompletableFuture<Void>> making = new ConcurrentHashMap<>();

    SessionNetworks(DockerEngine engine, Names names, SubnetRange range) {
        this.engine = engine;
        this.names = names;
        this.range = range;
    }

    /** Makes it beside what else is to be done; it takes longer than that. Safe to repeat. */
    CompletableFuture<Void> make(String id, int slot) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> known = making.putIfAbsent(id, mine);
        if (known != null) {
            return known;
        }
        Thread.ofVirtual().name("session-network").start(() -> {
            try {
                ensure(id, slot);
                // First, or whoever tries again would be given what is over.
                making.remove(id, mine);
                mine.complete(null);
            } catch (RuntimeException | Error e) {
                making.remove(id, mine);
                mine.completeExceptionally(e);
            }
        });
        return mine;
    }

    private void ensure(String id, int slot) {
        if (!networks(id).isEmpty()) {
            return;
        }
        for (int attempt = 0; ; attempt++) {
            try {
                create(id, range.subnet(slot + attempt * SubnetRange.STRIDE));
                return;
            } catch (ConflictException _) {
                // Somebody else made it for this session.
                return;
            } catch (DockerException e) {
                if (attempt == TRIES || !isTaken(e)) {
                    throw e;
                }
            }
        }
    }

    /** Nothing may be connected any more; one that is being made is waited for. Safe to repeat. */
    void remove(String id) throws InterruptedException {
        CompletableFuture<Void> beingMade = making.get(id);
        if (beingMade != null) {
            over(beingMade);
        }
        for (Network network : networks(id)) {
            try {
                engine.ask(client -> client.removeNetworkCmd(network.getId()).exec());
            } catch (NotFoundException _) {
                // Gone already.
            }
        }
    }

    List<Network> all() {
        return engine.ask(client ->
                client.listNetworksCmd().withFilter("label", names.owned()).exec());
    }

    /** Waits until it is made, or cannot be. */
    static void over(CompletableFuture<Void> made) throws InterruptedException {
        try {
            made.get();
        } catch (ExecutionException _) {
            // Whoever needs it is told.
        }
    }

    private List<Network> networks(String id) {
        return engine.ask(client ->
                client.listNetworksCmd().withFilter("label", names.owned(id)).exec());
    }

    private void create(String id, String subnet) {
        engine.ask(client -> client.createNetworkCmd()
                .withName(Names.network(id))
                .withCheckDuplicate(true)
                .withDriver("bridge")
                .withLabels(names.ofSession(id))
                .withIpam(new Network.Ipam().withConfig(new Network.Ipam.Config().withSubnet(subnet)))
                .exec());
    }

    private static boolean isTaken(DockerException refused) {
        return String.valueOf(refused.getMessage()).contains("overlaps");
    }
}
