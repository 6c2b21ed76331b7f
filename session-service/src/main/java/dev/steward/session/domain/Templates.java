package dev.steward.session.domain;

import dev.steward.session.domain.Template.Readiness;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The templates there are, by name. */
public final class Templates {

    /** The usual one. */
    public static final String STATIC = "static";

    public static final String NODE = "node";
    public static final String JAVA = "java";
    public static final String PYTHON = "python";
    public static final String IMAGE = "image";

    private static final int PORT = 8_080;

    private static final String SERVE_FILES =
            "exec java -m jdk.httpserver --bind-address \"${HOST:-0.0.0.0}\" --port \"$PORT\" --directory \"$PWD\" --output none\n";

    private static final String SERVE_JAVA = """
            if [ -f Main.java ]; then exec java Main.java; fi
            for program in *.jar; do
                if [ -f "$program" ]; then exec java -jar "$program"; fi
            done
            """ + SERVE_FILES;

    private static final String SERVE_PYTHON = """
            for program in main.py app.py server.py; do
                if [ -f "$program" ]; then exec python3 "$program"; fi
            done
            exec python3 -m http.server --bind "${HOST:-0.0.0.0}" "$PORT"
            """;

    private static final String SERVE_NODE = """
            if [ -f package.json ]; then
                script=$(node -p '
                    const scripts = JSON.parse(require("fs").readFileSync("package.json")).scripts || {};
                    scripts.dev ? "dev" : scripts.start ? "start" : ""')
                if [ -n "$script" ]; then exec npm run "$script"; fi
            fi
            for program in server.js index.js; do
                if [ -f "$program" ]; then exec node "$program"; fi
            done
            exec node -e '
            const fs = require("fs"), path = require("path");
            require("http").createServer((request, response) => {
                const wanted = new URL(request.url, "http://localhost").pathname;
                const file = path.join(process.cwd(), wanted.endsWith("/") ? wanted + "index.html" : wanted);
                const content = fs.createReadStream(file);
                content.on("error", () => response.writeHead(404).end("not found\\n"));
                content.pipe(response);
            }).listen(process.env.PORT, process.env.HOST || "0.0.0.0");'
            """;

    private final Map<String, Template> byName = new LinkedHashMap<>();

    /** @param images those of {@link #STATIC}, {@link #NODE}, {@link #JAVA} and {@link #PYTHON}, by name */
    public Templates(Map<String, String> images) {
        add(STATIC, "Files as they are: HTML, scripts, pictures", images, SERVE_FILES);
        add(NODE, "Node.js: npm run dev, npm start, server.js or index.js, else files as they are", images, SERVE_NODE);
        add(JAVA, "Java: Main.java or a jar, else files as they are", images, SERVE_JAVA);
        add(PYTHON, "Python: main.py, app.py or server.py, else files as they are", images, SERVE_PYTHON);
        String any = "Any container image, by its own command; PORT tells the port to answer on";
        byName.put(IMAGE, new Template(IMAGE, any, null, PORT, Readiness.TCP, null));
    }

    public Optional<Template> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** That of a session. One whose template is not there any more is an error to be seen. */
    public Template of(SessionSpec spec) {
        return named(spec.template())
                .orElseThrow(() -> new IllegalStateException("there is no template " + spec.template()));
    }

    public Set<String> names() {
        return byName.keySet();
    }

    public Collection<Template> all() {
        return byName.values();
    }

    private void add(String name, String description, Map<String, String> images, String script) {
        byName.put(name, new Template(name, description, images.get(name), PORT, Readiness.HTTP, script));
    }
}
