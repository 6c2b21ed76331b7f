package dev.steward.session.adapter.process;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

/** The server over a workspace: the JDK's own static file server, tuned to be up at once and to stay small. */
record DevServer(Path javaHome, InetAddress bindAddress) {

    List<String> command(Path workspace, int port) {
        return List.of(
                javaHome.resolve("bin/java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx32m",
                "-XX:-UsePerfData",
                "-XX:+ErrorFileToStderr",
                "-m",
                "jdk.httpserver",
                "--bind-address",
                bindAddress.getHostAddress(),
                "--port",
                String.valueOf(port),
                "--directory",
                workspace.toString(),
                "--output",
                "none");
    }
}
