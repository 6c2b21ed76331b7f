package dev.steward.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.steward.events.EventType;
import dev.steward.events.EventTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AsyncApiTest {

    private static final JsonNode DOCUMENT = JsonMapper.shared().valueToTree(new AsyncApi().document());

    @Test
    void committedDocumentIsWhatSharedEventsSays() {
        ContractFile.of("asyncapi.yaml").holdsYaml(new AsyncApi().document());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = new ArrayList<>();
        DOCUMENT.findValues("$ref").forEach(each -> references.add(each.asString()));

        assertThat(references).isNotEmpty().allSatisfy(each -> assertThat(
                        DOCUMENT.at(each.substring(1)).isMissingNode())
                .as(each)
                .isFalse());
    }

    @Test
    void everyTypeIsAMessageOfItsTopicAndNoOther() {
        assertThat(EventTypes.all()).allSatisfy(type -> assertThat(
                        DOCUMENT.get("channels").properties())
                .filteredOn(channel -> channel.getValue().get("messages").has(type.name()))
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(type.topics()));
        assertThat(DOCUMENT.get("components").get("messages").propertyNames())
                .containsExactlyElementsOf(
                        EventTypes.all().stream().map(EventType::name).toList());
    }

    @Test
    void everySchemaIsOne() {
        SchemaRegistry draft = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
        var metaSchema =
                draft.getSchema(com.networknt.schema.SchemaLocation.of(SpecificationVersion.DRAFT_7.getDialectId()));

        assertThat(DOCUMENT.get("components").get("schemas").properties())
                .allSatisfy(schema -> assertThat(metaSchema.validate(schema.getValue()))
                        .as(schema.getKey())
                        .isEmpty());
    }
}
