package dev.steward.kit.idempotency;

import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

/** Writes an answer as a replay shows it: {@link OneTimeSecret}s are null and {@code secret_available} is false. */
final class WithoutSecrets extends ValueSerializerModifier {

    private static final long serialVersionUID = 1L;
    private static final String AVAILABLE = "secret_available";

    static JsonMapper mapper(JsonMapper json) {
        return json.rebuild()
                .addModule(new SimpleModule("without-secrets").setSerializerModifier(new WithoutSecrets()))
                .build();
    }

    @Override
    public List<BeanPropertyWriter> changeProperties(
            SerializationConfig config, BeanDescription.Supplier bean, List<BeanPropertyWriter> properties) {
        List<BeanPropertyWriter> secrets = properties.stream()
                .filter(property -> property.getAnnotation(OneTimeSecret.class) != null)
                .toList();
        if (!secrets.isEmpty()) {
            secrets.forEach(secret -> secret.assignSerializer(new Constant("null")));
            properties.stream()
                    .filter(property -> property.getName().equals(AVAILABLE))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(bean.getBeanClass() + " has no " + AVAILABLE))
                    .assignSerializer(new Constant("false"));
        }
        return properties;
    }

    private static final class Constant extends ValueSerializer<Object> {

        private final String value;

        Constant(String value) {
            this.value = value;
        }

        @Override
        public void serialize(Object instead, JsonGenerator out, SerializationContext context) {
            out.writeRawValue(value);
        }
    }
}
