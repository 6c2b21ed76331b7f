package dev.steward.session.adapter.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import java.util.List;

/**
 * A network for each session, which no other session can reach. Engines have about thirty addresses for networks of
 * their own choice, so each is told a small part of a large range; which parts are taken is known to the engine only.
 */
record SessionNetworks(DockerEngine engine, Names names, SubnetRange range) {

    private static final int TRIES = 50;

    /** Safe to repeat. */
    void ensure(String id, int slot) {
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

    /** Nothing may be connected any more. Safe to repeat. */
    void remove(String id) {
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
