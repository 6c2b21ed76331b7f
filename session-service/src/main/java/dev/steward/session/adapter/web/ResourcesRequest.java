package dev.steward.session.adapter.web;

import dev.steward.kit.web.FieldProblems;
import dev.steward.session.domain.Resource;
import dev.steward.session.domain.Resources;
import org.jspecify.annotations.Nullable;

/**
 * What a session may use at most, each as a Kubernetes quantity.
 *
 * @param cpu processors, from {@code 50m} to {@code 16}; without, 1
 * @param memory of all its processes together, from {@code 64Mi} to {@code 64Gi}; without, {@code 512Mi}
 * @param disk of its workspace, from {@code 64Mi} to {@code 1Ti}; without, {@code 5Gi}
 */
record ResourcesRequest(
        @Nullable String cpu,
        @Nullable String memory,
        @Nullable String disk) {

    void check(FieldProblems problems) {
        check(Resource.CPU, cpu, problems);
        check(Resource.MEMORY, memory, problems);
        check(Resource.DISK, disk, problems);
    }

    Resources resources() {
        return new Resources(amount(Resource.CPU, cpu), amount(Resource.MEMORY, memory), amount(Resource.DISK, disk));
    }

    private static void check(Resource resource, @Nullable String quantity, FieldProblems problems) {
        if (quantity != null) {
            resource.flaw(quantity).ifPresent(flaw -> problems.add("resources." + resource.text(), flaw));
        }
    }

    private static long amount(Resource resource, @Nullable String quantity) {
        return quantity == null
                ? resource.of(Resources.USUAL)
                : resource.read(quantity).orElseThrow();
    }
}
