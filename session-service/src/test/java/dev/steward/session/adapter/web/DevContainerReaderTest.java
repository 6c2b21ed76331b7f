package dev.steward.session.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.web.FieldProblem;
import dev.steward.kit.web.FieldProblems;
import dev.steward.session.domain.DevContainer;
import dev.steward.session.domain.Resource;
import dev.steward.session.domain.Setup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DevContainerReaderTest {

    private final FieldProblems problems = new FieldProblems();

    @Test
    void takesWhatASessionCanMakeUseOfAndNamesTheRest() {
        DevContainer devcontainer = read("""
                {
                  "name": "shop",
                  "image": "mcr.microsoft.com/devcontainers/typescript-node:22",
                  "features": {"ghcr.io/devcontainers/features/git:1": {}},
                  "forwardPorts": [3000, 9229],
                  "containerEnv": {"MODE": "container", "DROPPED": "x", "KEPT": "y"},
                  "remoteEnv": {"MODE": "remote", "DROPPED": null, "EMPTY": ""},
                  "workspaceFolder": "/workspaces/shop",
                  "onCreateCommand": "npm ci && echo ${HOME}",
                  "postCreateCommand": ["npm", "run", "build"],
                  "postStartCommand": {"one": "true", "two": ["echo", "; rm -rf /"]},
                  "hostRequirements": {"cpus": 4, "memory": "8gb", "storage": "32gb", "gpu": true}
                }""");

        assertThat(problems.found()).isEmpty();
        assertThat(devcontainer)
                .isEqualTo(new DevContainer(
                        "mcr.microsoft.com/devcontainers/typescript-node:22",
                        List.of(3000, 9229),
                        Map.of("MODE", "remote", "KEPT", "y", "EMPTY", ""),
                        "/workspaces/shop",
                        new Setup(
                                List.of(List.of("/bin/sh", "-c", "npm ci && echo ${HOME}")),
                                List.of(List.of("npm", "run", "build")),
                                List.of(List.of("/bin/sh", "-c", "true"), List.of("echo", "; rm -rf /"))),
                        Map.of(Resource.CPU, 4_000L, Resource.MEMORY, 8L << 30, Resource.DISK, 32L << 30),
                        List.of("name", "features", "hostRequirements.gpu")));
    }

    @Test
    void nothingIsSaidByNothingAndByNull() {
        assertThat(DevContainerReader.read(null, problems)).isEqualTo(DevContainer.NONE);
        assertThat(read("{}")).isEqualTo(DevContainer.NONE);
        assertThat(read("{\"image\": null, \"forwardPorts\": null, \"remoteEnv\": null, \"postStartCommand\": null}"))
                .isEqualTo(DevContainer.NONE);
        assertThat(problems.found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"image\": 7}                                 | image",
                "{\"image\": \"--privileged\"}                  | image",
                "{\"forwardPorts\": 3000}                       | forwardPorts",
                "{\"forwardPorts\": [3000, \"db:5432\"]}        | forwardPorts[1]",
                "{\"forwardPorts\": [3000, 0]}                  | forwardPorts[1]",
                "{\"forwardPorts\": [3.5]}                      | forwardPorts[0]",
                "{\"forwardPorts\": [4294967376]}               | forwardPorts[0]",
                "{\"forwardPorts\": [80, 80]}                   | forwardPorts[1]",
                "{\"containerEnv\": []}                         | containerEnv",
                "{\"containerEnv\": {\"A\": 1}}                 | containerEnv.A",
                "{\"containerEnv\": {\"A\": null}}              | containerEnv.A",
                "{\"containerEnv\": {\"PATH\": \"/x\"}}         | containerEnv.PATH",
                "{\"remoteEnv\": {\"A\": \"${localEnv:HOME}\"}} | remoteEnv.A",
                "{\"remoteEnv\": {\"A;B\": \"x\"}}              | remoteEnv.A;B",
                "{\"workspaceFolder\": \"workspace\"}           | workspaceFolder",
                "{\"workspaceFolder\": \"/\"}                   | workspaceFolder",
                "{\"workspaceFolder\": \"/a/../etc\"}           | workspaceFolder",
                "{\"workspaceFolder\": \"/etc/x\"}              | workspaceFolder",
                "{\"workspaceFolder\": \"/a:/b\"}               | workspaceFolder",
                "{\"workspaceFolder\": \"/a/${localWorkspaceFolderBasename}\"} | workspaceFolder",
                "{\"onCreateCommand\": 1}                       | onCreateCommand",
                "{\"onCreateCommand\": \"\"}                    | onCreateCommand",
                "{\"postCreateCommand\": []}                    | postCreateCommand",
                "{\"postCreateCommand\": [\"a\", 1]}            | postCreateCommand",
                "{\"postStartCommand\": {\"x\": {}}}            | postStartCommand.x",
                "{\"postStartCommand\": \"echo ${containerWorkspaceFolder}\"} | postStartCommand",
                "{\"postStartCommand\": \"echo \\u0000\"}       | postStartCommand",
                "{\"hostRequirements\": 4}                      | hostRequirements",
                "{\"hostRequirements\": {\"cpus\": 1000}}       | hostRequirements.cpus",
                "{\"hostRequirements\": {\"cpus\": 1.5}}        | hostRequirements.cpus",
                "{\"hostRequirements\": {\"memory\": \"8Gi\"}}  | hostRequirements.memory",
                "{\"hostRequirements\": {\"memory\": \"9999999tb\"}} | hostRequirements.memory",
                "{\"hostRequirements\": {\"storage\": \"-1\"}}  | hostRequirements.storage",
            })
    void namesWhatIsWrong(String json, String field) {
        read(json);

        assertThat(problems.found()).extracting(FieldProblem::field).containsExactly("devcontainer." + field);
    }

    @Test
    void boundsWhatIsLong() {
        read("{\"onCreateCommand\": \"" + "x".repeat(10_240) + "\"}");
        read("{\"workspaceFolder\": \"/" + "x".repeat(10_240) + "\"}");
        read("{\"image\": \"" + "x".repeat(10_240) + "\"}");
        read("{\"postStartCommand\": [" + "\"x\",".repeat(100) + "\"x\"]}");
        read("{\"postStartCommand\": " + many(21, "\"true\"") + "}");
        read(many(101, "1"));

        assertThat(problems.found())
                .extracting(FieldProblem::field)
                .containsExactly(
                        "devcontainer.onCreateCommand",
                        "devcontainer.workspaceFolder",
                        "devcontainer.image",
                        "devcontainer.postStartCommand",
                        "devcontainer.postStartCommand",
                        "devcontainer");
        assertThat(problems.found())
                .allSatisfy(problem -> assertThat(problem.message()).hasSizeLessThan(200));
    }

    private static String many(int entries, String value) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < entries; i++) {
            json.append(i == 0 ? "" : ",").append("\"p").append(i).append("\":").append(value);
        }
        return json.append('}').toString();
    }

    private DevContainer read(String json) {
        Map<String, JsonNode> properties =
                JsonMapper.shared().readValue(json, new TypeReference<Map<String, JsonNode>>() {});
        return DevContainerReader.read(properties, problems);
    }
}
