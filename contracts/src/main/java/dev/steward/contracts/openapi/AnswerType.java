package dev.steward.contracts.openapi;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.RequestMapping;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What is in the body of a handler's good answer.
 *
 * @param mediaType what it is said to be when it is not binary
 */
record AnswerType(Type type, String mediaType) {

    /** Empty if there is no body. */
    static Optional<AnswerType> of(Method handler) {
        Type type = handler.getGenericReturnType();
        while (type instanceof ParameterizedType generic && isWrapper(generic.getRawType())) {
            type = generic.getActualTypeArguments()[0];
        }
        return type == Void.class || type == void.class
                ? Optional.empty()
                : Optional.of(new AnswerType(type, mediaType(handler)));
    }

    boolean binary() {
        return type == DataBuffer.class;
    }

    /** A document as it is, of which only its media type can be told. */
    boolean isFile() {
        return type == byte[].class;
    }

    private static String mediaType(Method handler) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(handler, RequestMapping.class);
        return mapping == null || mapping.produces().length == 0
                ? MediaType.APPLICATION_JSON_VALUE
                : mapping.produces()[0];
    }

    private static boolean isWrapper(Type raw) {
        return raw == Mono.class || raw == Flux.class || raw == ResponseEntity.class || raw == ServerSentEvent.class;
    }
}
