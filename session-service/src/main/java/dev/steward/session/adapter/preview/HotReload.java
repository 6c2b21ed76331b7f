package dev.steward.session.adapter.preview;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whether a page, read piece by piece, has a dev server's own hot reload in it. */
final class HotReload {

    private static final List<String> MARKS = List.of(
            "/@vite/client",
            "/@react-refresh",
            "__webpack_hmr",
            "webpack-dev-server",
            "/_next/",
            "/_nuxt/",
            "livereload.js",
            "browser-sync");

    private static final int LONGEST =
            MARKS.stream().mapToInt(String::length).max().orElse(1);

    private String tail = "";
    private boolean there;

    /** Leaves the piece as it is. A mark may begin in one and end in the next. */
    void read(ByteBuf piece) {
        if (!there) {
            String text = tail + piece.toString(StandardCharsets.ISO_8859_1);
            there = MARKS.stream().anyMatch(text::contains);
            tail = text.substring(Math.max(0, text.length() - LONGEST + 1));
        }
    }

    boolean isThere() {
        return there;
    }
}
