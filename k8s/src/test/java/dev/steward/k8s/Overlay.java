package dev.steward.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The overlays, each rendered once per run. */
enum Overlay {
    DEV,
    PROD;

    private static final Map<Overlay, List<JsonNode>> RENDERED = new ConcurrentHashMap<>();
    private static final Map<Overlay, List<HasMetadata>> PARSED = new ConcurrentHashMap<>();

    Path folder() {
        return Path.of("overlays", name().toLowerCase(Locale.ROOT)).toAbsolutePath();
    }

    List<JsonNode> objects() {
        return RENDERED.computeIfAbsent(this, Overlay::render);
    }

    Manifests manifests() {
        return new Manifests(parsed());
    }

    /** With one object as it would be after a change, or without it if nothing is left of it. */
    Manifests manifests(JsonNode object, @Nullable JsonNode changed) {
        List<HasMetadata> parsed = new ArrayList<>(parsed());
        int index = objects().indexOf(object);
        if (changed == null) {
            parsed.remove(index);
        } else {
            parsed.set(index, Manifests.typed(changed));
        }
        return new Manifests(parsed);
    }

    private List<HasMetadata> parsed() {
        return PARSED.computeIfAbsent(
                this, overlay -> Manifests.of(overlay.objects()).objects());
    }

    private static List<JsonNode> render(Overlay overlay) {
        return Kustomize.onThisMachine()
                .map(tool -> tool.render(overlay.folder()))
                .orElseGet(() -> PlainFiles.render(overlay.folder()));
    }
}
