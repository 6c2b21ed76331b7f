package dev.steward.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Base and overlay files put together without any tool: resources, strategic merge patches, generated ConfigMaps
 * without their hash, labels of metadata and pod templates, image tags, and the namespace. That is what these manifests use of
 * Kustomize, and a test compares the two.
 */
final class PlainFiles {
    private static final List<String> MERGE_KEYS = List.of("mountPath", "name");
    private static final Set<String> SETS = Set.of("topologySpreadConstraints", "operations", "accessModes", "items");

    private PlainFiles() {}

    static List<JsonNode> render(Path folder) {
        try {
            JsonNode kustomization = only(folder.resolve("kustomization.yaml"));
            List<JsonNode> objects = new ArrayList<>();
            for (var resource : kustomization.path("resources")) {
                Path path = folder.resolve(resource.asText()).normalize();
                objects.addAll(Files.isDirectory(path) ? render(path) : Kustomize.documents(Files.readString(path)));
            }
            for (var generator : kustomization.path("configMapGenerator")) {
                generate(generator, folder, objects);
            }
            for (var patch : kustomization.path("patches")) {
                String kind = patch.at("/target/kind").asText();
                for (var document : Kustomize.documents(
                        Files.readString(folder.resolve(patch.path("path").asText())))) {
                    objects.stream()
                            .filter(object -> kind.isEmpty()
                                    ? same(object, document)
                                    : kind(object).equals(kind))
                            .forEach(object -> patch((ObjectNode) object, document));
                }
            }
            kustomization.path("labels").forEach(labels -> objects.forEach(object -> label(object, labels)));
            kustomization.path("images").forEach(image -> objects.forEach(object -> tag(object, image)));
            if (kustomization.has("namespace")) {
                objects.forEach(object -> ((ObjectNode) object.path("metadata"))
                        .set(kind(object).equals("Namespace") ? "name" : "namespace", kustomization.path("namespace")));
            }
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void generate(JsonNode generator, Path folder, List<JsonNode> objects) throws IOException {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        map.put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").set("name", generator.path("name"));
        ObjectNode data = map.putObject("data");
        for (var file : generator.path("envs")) {
            Files.readAllLines(folder.resolve(file.asText())).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("=", 2))
                    .forEach(pair -> data.put(pair[0], pair[1]));
        }
        for (var file : generator.path("files")) {
            Path path = folder.resolve(file.asText());
            data.put(String.valueOf(path.getFileName()), Files.readString(path));
        }
        if (generator.path("behavior").asText().equals("merge")) {
            objects.stream().filter(object -> same(object, map)).forEach(object -> ((ObjectNode) object.path("data"))
                    .setAll(data));
        } else {
            objects.add(map);
        }
    }

    private static void patch(ObjectNode target, JsonNode patch) {
        for (var field : patch.properties()) {
            switch (target.path(field.getKey())) {
                case ObjectNode object
                when field.getValue().isObject() && !field.getKey().equals("metadata") ->
                    patch(object, field.getValue());
                case ArrayNode list
                when field.getValue().isArray() && !SETS.contains(field.getKey()) ->
                    field.getValue().forEach(item -> patch(list, item));
                default -> {
                    if (!field.getKey().equals("metadata")) {
                        target.set(field.getKey(), field.getValue().deepCopy());
                    }
                }
            }
        }
    }

    private static void patch(ArrayNode list, JsonNode item) {
        String key = MERGE_KEYS.stream().filter(item::has).findFirst().orElse("");
        StreamSupport.stream(list.spliterator(), false)
                .filter(other -> !key.isEmpty() && other.path(key).equals(item.path(key)))
                .findFirst()
                .ifPresentOrElse(other -> patch((ObjectNode) other, item), () -> list.add(item.deepCopy()));
    }

    private static void label(JsonNode object, JsonNode labels) {
        Stream.of("/metadata", "/spec/template/metadata")
                .map(object::at)
                .filter(JsonNode::isObject)
                .filter(metadata -> metadata == object.path("metadata") || isWorkload(object))
                .forEach(metadata -> ((ObjectNode) metadata)
                        .withObjectProperty("labels")
                        .setAll((ObjectNode) labels.path("pairs").deepCopy()));
    }

    private static void tag(JsonNode object, JsonNode image) {
        for (var container : object.at("/spec/template/spec/containers")) {
            if (container.path("image").equals(image.path("name"))) {
                ((ObjectNode) container)
                        .put(
                                "image",
                                image.path("name").asText() + ":"
                                        + image.path("newTag").asText());
            }
        }
    }

    private static boolean isWorkload(JsonNode object) {
        return object.at("/spec/template/spec/containers").isArray();
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return kind(one).equals(kind(other)) && one.at("/metadata/name").equals(other.at("/metadata/name"));
    }

    private static String kind(JsonNode object) {
        return object.path("kind").asText();
    }

    private static JsonNode only(Path file) throws IOException {
        return Kustomize.documents(Files.readString(file)).getFirst();
    }
}
