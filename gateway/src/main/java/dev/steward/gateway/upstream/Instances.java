package dev.steward.gateway.upstream;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The instances of one service. A call goes to the one with the fewest calls under way, in turn where several have as few.
 * When all are left out they are asked all the same: whoever is asked can still refuse.
 */
public final class Instances {

    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<Instance> all;

    Instances(List<URI> addresses) {
        this.all = addresses.stream().map(Instance::new).toList();
    }

    public List<Instance> all() {
        return all;
    }

    /** Those that stay keep their calls and what is known of them. */
    synchronized void replace(List<URI> addresses) {
        Map<URI, Instance> known =
                all.stream().collect(Collectors.toMap(Instance::address, Function.identity(), (a, _) -> a));
        all = addresses.stream()
                .distinct()
                .map(address -> known.getOrDefault(address, new Instance(address)))
                .toList();
    }

    /** The one to ask next, if possible none of those that were tried; null if there is none at all. */
    public @Nullable Instance next(Collection<Instance> tried) {
        List<Instance> now = all;
        if (now.size() == 1) {
            return now.getFirst();
        }
        int start = Math.floorMod(turn.getAndIncrement(), Math.max(1, now.size()));
        Instance well = least(now, start, each -> !each.leftOut() && !tried.contains(each));
        Instance untried = well == null ? least(now, start, each -> !tried.contains(each)) : well;
        return untried == null ? least(now, start, _ -> true) : untried;
    }

    /** Whether there is an instance that is well and was not tried. */
    public boolean hasOther(Collection<Instance> tried) {
        return all.stream().anyMatch(each -> !each.leftOut() && !tried.contains(each));
    }

    private static @Nullable Instance least(List<Instance> now, int start, Predicate<Instance> wanted) {
        Instance least = null;
        for (int i = 0; i < now.size(); i++) {
            Instance each = now.get((start + i) % now.size());
            if (wanted.test(each) && (least == null || each.underWay() < least.underWay())) {
                least = each;
            }
        }
        return least;
    }
}
