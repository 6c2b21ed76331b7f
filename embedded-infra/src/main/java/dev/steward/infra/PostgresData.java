package dev.steward.infra;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The data folder of a server: made once, and left startable whatever ended the server before. */
final class PostgresData {
    private PostgresData() {}

    /** Runs initdb beside the final folder and moves the result, so that an interrupted one leaves no half of it. */
    static void prepare(PostgresConfig config, PostgresBinaries binaries, RunAs identity) {
        if (Files.exists(config.data().resolve("PG_VERSION"))) {
            return;
        }
        var unfinished = config.directory().resolve("data.unfinished");
        var password = config.directory().resolve("superuser.password");
        try {
            Directories.delete(unfinished);
            Files.deleteIfExists(password);
            Files.createDirectory(unfinished, PosixFilePermissions.asFileAttribute(Directories.OWNER_ONLY));
            Files.createFile(
                    password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(password, config.superuserPassword() + "\n");
            var maker = identity.known();
            maker.own(unfinished);
            maker.own(password);
            run(
                    maker.command(List.of(
                            binaries.program("initdb"),
                            "--pgdata=" + unfinished,
                            "--username=" + PostgresConfig.SUPERUSER,
                            "--pwfile=" + password,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C")),
                    "PostgreSQL could not make its data folder");
            Files.delete(password);
            identity.ownTree(unfinished);
            Files.move(unfinished, config.data());
        } catch (IOException e) {
            throw new InfraException("The folder " + config.directory() + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Ends what a killed postmaster left behind: backends that still hold its shared memory would block a start. */
    static void endOrphans(Path data) {
        ProcessHandle.allProcesses()
                .filter(process -> isPostgres(process.pid()) && worksIn(process.pid(), data) && isOrphan(process))
                .toList()
                .forEach(ChildProcesses::killTree);
    }

    /** After kill -9 the file names a process that is gone, or by now another one; a live server is refused. */
    static void removeStalePidFile(Path data) {
        var file = data.resolve("postmaster.pid");
        try {
            if (!Files.exists(file)) {
                return;
            }
            long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
            if (isPostgres(pid)) {
                throw new InfraException("Another PostgreSQL (process " + pid + ") is running on " + data + ".");
            }
            Files.delete(file);
        } catch (IOException e) {
            throw new InfraException("The file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static void run(List<String> command, String failure) {
        try {
            var process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new InfraException(failure + ": " + output.strip());
            }
        } catch (IOException e) {
            throw new InfraException(failure + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw ChildProcesses.interrupted(e);
        }
    }

    private static boolean isOrphan(ProcessHandle process) {
        return process.parent().filter(parent -> isPostgres(parent.pid())).isEmpty();
    }

    private static boolean worksIn(long pid, Path data) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", String.valueOf(pid), "cwd"))
                    .equals(data);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isPostgres(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
    }
}
