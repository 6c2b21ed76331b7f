package dev.steward.perf.gateway;

import dev.steward.perf.load.NotRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * nginx and haproxy, with one worker and one thread, and without access logs. Each is the one on the PATH, or what Debian's
 * packages have in them, unpacked into a folder: nothing is installed and nobody has to be root.
 */
record NativePeers(Path packages, Path folder) {

    static final String NGINX = "nginx";
    static final String HAPROXY = "haproxy";

    private static final Map<String, List<String>> PACKAGES = Map.of(
            NGINX, List.of("nginx"),
            HAPROXY, List.of("haproxy", "liblua5.3-0", "libopentracing-c-wrapper0", "libopentracing1"));

    Proxy nginx(int port, int upstream) {
        var settings = write("nginx.conf", """
                daemon off;
                master_process off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log stderr error;
                events {
                  worker_connections 1024;
                }
                http {
                  access_log off;
                  client_body_temp_path %1$s/nginx-body;
                  proxy_temp_path %1$s/nginx-proxy;
                  fastcgi_temp_path %1$s/nginx-fastcgi;
                  uwsgi_temp_path %1$s/nginx-uwsgi;
                  scgi_temp_path %1$s/nginx-scgi;
                  upstream service {
                    server 127.0.0.1:%3$d;
                    keepalive 64;
                    keepalive_requests 1000000000;
                  }
                  server {
                    listen 127.0.0.1:%2$d;
                    keepalive_requests 1000000000;
                    location / {
                      proxy_pass http://service;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                    }
                  }
                }
                """.formatted(folder, port, upstream));
        return start(NGINX, port, List.of("-p", folder.toString(), "-e", "stderr", "-c", settings.toString()));
    }

    Proxy haproxy(int port, int upstream) {
        var settings = write("haproxy.cfg", """
                global
                  nbthread 1
                  maxconn 1000
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 60s
                  timeout server 60s
                  http-reuse always
                frontend clients
                  bind 127.0.0.1:%d
                  default_backend service
                backend service
                  server one 127.0.0.1:%d
                """.formatted(port, upstream));
        return start(HAPROXY, port, List.of("-db", "-f", settings.toString()));
    }

    private Proxy start(String name, int port, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(binary(name).toString());
        command.addAll(arguments);
        return Proxy.start(name, port, command, Map.of("LD_LIBRARY_PATH", libraries()), folder);
    }

    private Path binary(String name) {
        var search = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin";
        return Stream.of(search.split(":"))
                .filter(each -> !each.isBlank())
                .map(each -> Path.of(each, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> unpacked(name));
    }

    private Path unpacked(String name) {
        var binary = packages.resolve("usr/sbin").resolve(name);
        if (!Files.isExecutable(binary)) {
            fetch(PACKAGES.getOrDefault(name, List.of()));
        }
        if (!Files.isExecutable(binary)) {
            throw new NotRunException("it is neither on the PATH nor to be had as a package of Debian");
        }
        return binary;
    }

    private void fetch(List<String> names) {
        try {
            Files.createDirectories(packages);
            List<String> download = new ArrayList<>(List.of("apt-get", "download"));
            download.addAll(names);
            run(download);
            try (var found = Files.list(packages)) {
                for (var each :
                        found.filter(file -> file.toString().endsWith(".deb")).toList()) {
                    run(List.of("dpkg", "-x", each.toString(), packages.toString()));
                    Files.delete(each);
                }
            }
        } catch (IOException e) {
            throw new NotRunException("it is not on the PATH, and no package can be had: " + e.getMessage());
        }
    }

    private void run(List<String> command) throws IOException {
        var process = new ProcessBuilder(command)
                .directory(packages.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new NotRunException("it is not on the PATH, and " + command.getFirst() + " gave no package");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new NotRunException("interrupted");
        }
    }

    /** Where packages have them; nothing is there for a binary that is installed. */
    private String libraries() {
        var architecture = System.getProperty("os.arch", "").equals("aarch64") ? "aarch64" : "x86_64";
        return packages.resolve("usr/lib").resolve(architecture + "-linux-gnu").toString();
    }

    private Path write(String name, String settings) {
        try {
            return Files.writeString(folder.resolve(name), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
