package dev.steward.job.adapter.duckdb;

import dev.steward.job.domain.JobFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * Main class of the child JVM. It reads one request from standard input, writes progress and one answer to standard
 * output, and then waits: it ends when standard input does, be it that the parent has read the answer, has taken the last
 * look at what this process used, or is no more.
 */
public final class ProfileMain {

    private ProfileMain() {}

    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        ProcessGroup.leave();
        PrintStream answers = System.out;
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ProfileRequest request = ProfileLines.readRequest(in.readLine());
        Thread parent = Thread.ofPlatform().daemon().name("parent-watch").start(() -> endWithInput(in));
        answers.println(ProfileLines.write(answer(request, answers)));
        answers.flush();
        parent.join();
    }

    private static ProfileLine answer(ProfileRequest request, PrintStream answers) throws IOException, SQLException {
        try {
            return ProfileLine.profile(DatasetProfiling.run(
                    request, percent -> answers.println(ProfileLines.write(ProfileLine.progress(percent)))));
        } catch (UnreadableDatasetException e) {
            return ProfileLine.unreadable(String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            JobFailure limit = DuckDbError.limit(e).orElseThrow(() -> e);
            return ProfileLine.failure(limit);
        }
    }

    // halt, not exit: a native query may be under way and nothing here needs an orderly end.
    private static void endWithInput(BufferedReader in) {
        try {
            while (in.read() >= 0) {}
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(0);
    }
}
