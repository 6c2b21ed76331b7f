package dev.steward.k8s;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every setting is one somebody reads, every file is one somebody mounts, and no secret is passed by value. */
final class SettingsRules {
    private static final Pattern SECRET = Pattern.compile(".*_(PASSWORD|KEY)");
    private static final Pattern FILE = Pattern.compile("(?:^|file:|=)(/(?:run/secrets|etc|var/lib/steward)[^?&]*)");
    private static final Set<String> PROPERTIES = properties();

    private SettingsRules() {}

    static Stream<String> problems(Manifests manifests) {
        return Stream.concat(
                manifests.services().flatMap(service -> of(manifests, service).stream()
                        .map(problem -> service.name() + " " + problem)),
                manifests
                        .all(ConfigMap.class)
                        .map(map -> map.getMetadata().getName())
                        .filter(name -> manifests.workloads().noneMatch(workload -> uses(workload, name)))
                        .map(name -> "nobody uses ConfigMap " + name.replaceFirst("-[0-9a-z]{10}$", "")));
    }

    private static List<String> of(Manifests manifests, Workload workload) {
        List<String> problems = new ArrayList<>();
        if (!ServiceSource.exists(workload.name())) {
            return List.of("is no service of the suite");
        }
        ServiceSource source = ServiceSource.of(workload.name());
        Map<String, String> environment = Environment.of(manifests, workload);
        Set<String> read = source.variables();
        for (var name : environment.keySet()) {
            String meant = name.endsWith("_FILE") ? name.substring(0, name.length() - "_FILE".length()) : name;
            boolean known = name.startsWith("STEWARD_")
                    ? read.contains(meant) || Environment.isReferredTo(environment, meant)
                    : isProperty(name);
            if (!known) {
                problems.add("does not read " + name);
            }
            if (SECRET.matcher(name).matches()
                    && !environment.getOrDefault(name, "").startsWith("${")) {
                problems.add("gets a secret by value: " + name);
            }
        }
        workload.container().getEnv().stream()
                .filter(variable -> variable.getValueFrom() != null)
                .forEach(variable -> problems.add("gets a secret by value: " + variable.getName()));
        read.stream()
                .filter(name -> name.endsWith("_URL") && !environment.containsKey(name))
                .forEach(name -> problems.add("reads " + name + ", which nobody sets"));
        Stream.of("STEWARD_DB_HOST", "STEWARD_KAFKA", "STEWARD_ISSUER", "STEWARD_BIND", "STEWARD_PORT")
                .filter(name -> !environment.containsKey(name))
                .forEach(name -> problems.add("reads " + name + ", which nobody sets"));
        boolean logsInToKafka =
                environment.getOrDefault("STEWARD_KAFKA_PROTOCOL", "").startsWith("SASL_");
        read.stream()
                .filter(name -> logsInToKafka || !name.equals("STEWARD_KAFKA_PASSWORD"))
                .filter(name -> SECRET.matcher(name).matches() && !environment.containsKey(name + "_FILE"))
                .forEach(name -> problems.add("reads " + name + ", which nobody sets"));
        Set<String> mounted = files(manifests, workload);
        environment.forEach((name, value) -> FILE.matcher(value)
                .results()
                .map(found -> found.group(1))
                .filter(file -> !mounted.contains(file))
                .forEach(file -> problems.add("finds nothing at " + file + " for " + name)));
        problems.addAll(ports(workload, environment, read));
        problems.addAll(secrets(workload, source));
        return problems;
    }

    /** The container names the ports that the service is told to listen on, and no others. */
    private static List<String> ports(Workload workload, Map<String, String> environment, Set<String> read) {
        Set<String> named = workload.container().getPorts().stream()
                .map(port -> String.valueOf(port.getContainerPort()))
                .collect(Collectors.toSet());
        Set<String> told = Stream.of("STEWARD_PORT", "STEWARD_PREVIEW_PORT")
                .filter(name -> read.contains(name) && environment.containsKey(name))
                .map(name -> environment.getOrDefault(name, ""))
                .collect(Collectors.toSet());
        List<String> problems = new ArrayList<>();
        told.stream()
                .filter(port -> !named.contains(port))
                .forEach(port -> problems.add("listens on " + port + ", which is not its container's port"));
        named.stream()
                .filter(port -> !told.contains(port))
                .forEach(port -> problems.add("does not listen on its container's port " + port));
        return problems;
    }

    private static List<String> secrets(Workload workload, ServiceSource source) {
        String names = workload.pod().getVolumes().toString();
        return Stream.of("owner", "app")
                .map(role -> "postgres-" + source.database() + "-" + role)
                .filter(name -> !names.contains("name=" + name + ","))
                .map(name -> "does not mount " + name)
                .toList();
    }

    /** Paths of what is mounted: each item of a secret or ConfigMap, or the folder itself of a claim. */
    private static Set<String> files(Manifests manifests, Workload workload) {
        Set<String> files = new HashSet<>();
        for (var mount : workload.container().getVolumeMounts()) {
            workload.pod().getVolumes().stream()
                    .filter(volume -> volume.getName().equals(mount.getName()))
                    .flatMap(volume -> contents(manifests, volume))
                    .forEach(file ->
                            files.add(file.isEmpty() ? mount.getMountPath() : mount.getMountPath() + "/" + file));
        }
        return files;
    }

    private static Stream<String> contents(Manifests manifests, Volume volume) {
        if (volume.getProjected() != null) {
            return volume.getProjected().getSources().stream()
                    .flatMap(source -> source.getSecret().getItems().stream())
                    .map(item -> item.getPath());
        }
        if (volume.getSecret() != null) {
            return volume.getSecret().getItems().isEmpty()
                    ? Stream.of("tls.crt", "tls.key")
                    : volume.getSecret().getItems().stream().map(item -> item.getPath());
        }
        if (volume.getConfigMap() != null) {
            return manifests.find(ConfigMap.class, volume.getConfigMap().getName()).stream()
                    .flatMap(map -> map.getData().keySet().stream());
        }
        return volume.getPersistentVolumeClaim() == null ? Stream.empty() : Stream.of("");
    }

    private static boolean uses(Workload workload, String configMap) {
        return workload.containers().stream()
                        .flatMap(container -> container.getEnvFrom().stream())
                        .anyMatch(from -> from.getConfigMapRef() != null
                                && from.getConfigMapRef().getName().equals(configMap))
                || workload.pod().getVolumes().stream()
                        .anyMatch(volume -> volume.getConfigMap() != null
                                && volume.getConfigMap().getName().equals(configMap));
    }

    private static boolean isProperty(String variable) {
        return PROPERTIES.stream().anyMatch(name -> variable.equals(name) || variable.startsWith(name + "_"));
    }

    /** Of Spring Boot's own modules, as their variables are written. */
    private static Set<String> properties() {
        try {
            var json = new ObjectMapper();
            Set<String> names = new TreeSet<>();
            var all = SettingsRules.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json");
            for (var file : Collections.list(all)) {
                try (var stream = file.openStream()) {
                    json.readTree(stream)
                            .path("properties")
                            .forEach(property -> names.add(property.path("name").asText()));
                }
            }
            return names.stream()
                    .map(name -> name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
