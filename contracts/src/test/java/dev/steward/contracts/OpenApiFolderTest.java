package dev.steward.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiFolderTest {

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(ContractFile.folder().resolve("openapi"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyReferenceLeadsSomewhereAndEveryOperationHasANameOfItsOwn(Path file) throws IOException {
        JsonNode document = JsonMapper.shared().valueToTree(new Yaml().load(Files.readString(file)));

        assertThat(document.get("openapi").asString()).startsWith("3.1.");
        assertThat(document.findValues("$ref")).isNotEmpty().allSatisfy(each -> assertThat(
                        document.at(each.asString().substring(1)).isMissingNode())
                .as(each.asString())
                .isFalse());
        assertThat(document.findValues("operationId")).isNotEmpty().doesNotHaveDuplicates();
    }
}
