package dev.steward.session.application;

import dev.steward.session.domain.DevContainer;
import dev.steward.session.domain.Resource;
import dev.steward.session.domain.Resources;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.SpecWish;
import dev.steward.session.domain.Template;
import dev.steward.session.domain.Templates;
import dev.steward.session.port.SessionRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What sessions can be made from here, and what becomes of a wish. */
public final class Catalogue {

    private final Runtimes runtimes;
    private final Templates templates;

    public Catalogue(Runtimes runtimes, Templates templates) {
        this.runtimes = runtimes;
        this.templates = templates;
    }

    /** What becomes of a wish. */
    public sealed interface Choice {

        /**
         * It can be made.
         *
         * @param runtime its name
         * @param ignored the properties of {@code devcontainer.json} that change nothing
         */
        record Chosen(String runtime, SessionSpec spec, List<String> ignored) implements Choice {}

        /** A field asks for what there is not. */
        record Refused(String field, String message) implements Choice {}
    }

    /**
     * A template and where it can be had.
     *
     * @param runtimes their names
     */
    public record Offer(Template template, List<String> runtimes) {}

    public List<Offer> offers() {
        return templates.all().stream()
                .map(template -> new Offer(
                        template,
                        runtimes.all().stream()
                                .filter(runtime -> runtime.offers(template))
                                .map(SessionRuntime::name)
                                .toList()))
                .toList();
    }

    /**
     * Looks for what comes nearest to a wish without breaking it.
     *
     * @param runtimeName null for the usual one
     */
    public Choice choose(@Nullable String runtimeName, SpecWish wish) {
        Optional<SessionRuntime> runtime =
                runtimeName == null ? Optional.of(runtimes.usual()) : runtimes.named(runtimeName);
        return runtime.isEmpty()
                ? new Choice.Refused("runtime", "must be one of " + String.join(", ", runtimes.names()))
                : choose(runtime.get(), wish);
    }

    private Choice choose(SessionRuntime runtime, SpecWish wish) {
        if (wish.image() != null && !runtime.hasImages()) {
            return new Choice.Refused("image", "is not for the runtime " + runtime.name() + ", which has no images");
        }
        String image = image(runtime, wish);
        String usual = image == null ? Templates.STATIC : Templates.IMAGE;
        Optional<Template> template = templates.named(wish.template() == null ? usual : wish.template());
        if (template.isEmpty()) {
            return new Choice.Refused("template", "must be one of " + String.join(", ", templates.names()));
        }
        if (!runtime.offers(template.get())) {
            return new Choice.Refused("template", "is not there in the runtime " + runtime.name() + " of this host");
        }
        return template.get().isAnyImage() && image == null
                ? new Choice.Refused("image", "must be named for the template " + Templates.IMAGE)
                : chosen(runtime, template.get(), image, wish);
    }

    private static @Nullable String image(SessionRuntime runtime, SpecWish wish) {
        if (wish.image() != null || !runtime.hasImages()) {
            return wish.image();
        }
        return wish.devcontainer().image();
    }

    private static Choice chosen(SessionRuntime runtime, Template template, @Nullable String image, SpecWish wish) {
        DevContainer devcontainer = wish.devcontainer();
        boolean contained = runtime.hasImages();
        List<String> ignored = new ArrayList<>(devcontainer.ignored());
        if (devcontainer.image() != null && !devcontainer.image().equals(image)) {
            ignored.add("image");
        }
        if (devcontainer.workspaceFolder() != null && !contained) {
            ignored.add("workspaceFolder");
        }
        SessionSpec spec = new SessionSpec(
                template.name(),
                contained && image == null ? template.image() : image,
                raised(wish.resources(), devcontainer.required()),
                wish.allEnv(),
                wish.allPorts(),
                contained ? devcontainer.workspaceFolder() : null,
                devcontainer.setup());
        return new Choice.Chosen(runtime.name(), spec, ignored);
    }

    private static Resources raised(Resources wanted, Map<Resource, Long> required) {
        return new Resources(
                raised(Resource.CPU, wanted, required),
                raised(Resource.MEMORY, wanted, required),
                raised(Resource.DISK, wanted, required));
    }

    private static long raised(Resource resource, Resources wanted, Map<Resource, Long> required) {
        return Math.max(resource.of(wanted), required.getOrDefault(resource, 0L));
    }
}
