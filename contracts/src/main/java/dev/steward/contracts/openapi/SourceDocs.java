package dev.steward.contracts.openapi;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import dev.steward.contracts.ContractFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The Javadoc of classes and methods, read from the sources of this module and of the kit. */
final class SourceDocs {

    private static final List<Path> ROOTS =
            List.of(Path.of("src/main/java"), ContractFile.folder().resolveSibling("service-kit/src/main/java"));

    private final Map<String, String> comments = new HashMap<>();
    private final Map<String, Boolean> read = new HashMap<>();

    Javadoc of(Class<?> type) {
        return comment(type, nested(type));
    }

    Javadoc of(Method method) {
        Class<?> type = method.getDeclaringClass();
        return comment(type, nested(type) + "#" + method.getName() + "/" + method.getParameterCount());
    }

    private Javadoc comment(Class<?> type, String key) {
        Class<?> outermost = type;
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        String file = outermost.getName().replace('.', '/') + ".java";
        read.computeIfAbsent(file, this::read);
        return Javadoc.of(comments.getOrDefault(type.getPackageName() + "." + key, ""));
    }

    private boolean read(String file) {
        Optional<Path> source = ROOTS.stream()
                .map(root -> root.resolve(file))
                .filter(Files::exists)
                .findFirst();
        source.ifPresent(this::parse);
        return source.isPresent();
    }

    private void parse(Path source) {
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "tests run on a JDK");
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(source));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Collector(docs, String.valueOf(unit.getPackageName())).scan(unit, "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String nested(Class<?> type) {
        return Stream.iterate(type, Objects::nonNull, (Class<?> each) -> each.getEnclosingClass())
                .map(Class::getSimpleName)
                .reduce((inner, outer) -> outer + "." + inner)
                .orElseThrow();
    }

    private final class Collector extends TreePathScanner<@Nullable Void, String> {

        private final DocTrees docs;
        private final String prefix;

        Collector(DocTrees docs, String packageName) {
            this.docs = docs;
            this.prefix = packageName + ".";
        }

        @Override
        public @Nullable Void visitClass(ClassTree node, String outer) {
            String name = outer.isEmpty() ? node.getSimpleName().toString() : outer + "." + node.getSimpleName();
            keep(name);
            return super.visitClass(node, name);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree node, String type) {
            keep(type + "#" + node.getName() + "/" + node.getParameters().size());
            return super.visitMethod(node, type);
        }

        private void keep(String name) {
            String comment = docs.getDocComment(getCurrentPath());
            if (comment != null) {
                comments.put(prefix + name, comment);
            }
        }
    }
}
