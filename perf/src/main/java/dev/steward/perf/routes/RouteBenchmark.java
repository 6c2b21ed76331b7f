package dev.steward.perf.routes;

import dev.steward.kit.web.PathIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.http.server.PathContainer;

/**
 * From the path as it came to the route: the path is taken apart and its route is found, as it is for every request. JMH
 * makes subclasses of it.
 */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@BenchmarkMode(Mode.AverageTime)
public class RouteBenchmark {

    private static final long SEED = 20_261_127L;

    /** More than any cache near the core holds, as many with few routes as with many. */
    private static final int REQUESTS = 1 << 16;

    @Param({"10", "10000"})
    public int routes;

    /** {@code hot}: all ask for one route; {@code cold}: each for any of them. */
    @Param({"hot", "cold"})
    public String requested = "cold";

    private PathIndex index = PathIndex.of(List.of());
    private String[] paths = {};
    private int next;

    /** Generates routes in the shape of the suite's, and requests for them. */
    @Setup
    public void generate() {
        List<PathIndex.Entry> entries = new ArrayList<>();
        for (int i = 0; i < routes; i++) {
            entries.add(new PathIndex.Entry(i, List.of(prefix(i) + (i % 3 == 0 ? "/{id}/files/**" : "/**")), 1));
        }
        index = PathIndex.of(entries);
        Random random = new Random(SEED);
        paths = new String[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            int route = requested.equals("hot") ? 7 : random.nextInt(routes);
            paths[i] = prefix(route) + "/" + Integer.toHexString(random.nextInt()) + "/files/a";
        }
    }

    /** One lookup. */
    @Benchmark
    public int find() {
        next = (next + 1) & (REQUESTS - 1);
        int found = index.find(PathContainer.parsePath(paths[next]), 1);
        if (found == PathIndex.NOTHING) {
            throw new IllegalStateException("no route for " + paths[next]);
        }
        return found;
    }

    private static String prefix(int route) {
        return "/api/v1/things-" + route;
    }
}
