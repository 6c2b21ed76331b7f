package dev.steward.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came back over the wire.
 *
 * @param complete whether the body ended as its head had promised
 */
record RawAnswer(int status, List<String> headerLines, byte[] body, boolean complete) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static RawAnswer parse(byte[] received) {
        String text = new String(received, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no HTTP answer: " + text);
        }
        List<String> lines = List.of(text.substring(0, end).split("\r\n"));
        int status = Integer.parseInt(lines.getFirst().split(" ")[1]);
        List<String> headers = lines.subList(1, lines.size());
        byte[] rest = Arrays.copyOfRange(received, end + 4, received.length);
        if (valuesOf(headers, "transfer-encoding").contains("chunked")) {
            return unchunked(status, headers, rest);
        }
        List<String> length = valuesOf(headers, "content-length");
        return new RawAnswer(
                status, headers, rest, length.isEmpty() || Integer.parseInt(length.getFirst()) == rest.length);
    }

    private static RawAnswer unchunked(int status, List<String> headers, byte[] chunks) {
        StringBuilder body = new StringBuilder();
        String rest = new String(chunks, StandardCharsets.ISO_8859_1);
        while (true) {
            int line = rest.indexOf("\r\n");
            int size = line < 0 ? -1 : Integer.parseInt(rest.substring(0, line), 16);
            boolean whole = size >= 0 && rest.length() >= line + 2 + size + 2;
            if (size <= 0 || !whole) {
                return new RawAnswer(status, headers, body.toString().getBytes(StandardCharsets.ISO_8859_1), size == 0);
            }
            body.append(rest, line + 2, line + 2 + size);
            rest = rest.substring(line + 2 + size + 2);
        }
    }

    private static List<String> valuesOf(List<String> headers, String name) {
        return headers.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    public List<String> headers(String name) {
        return valuesOf(headerLines, name);
    }

    public String header(String name) {
        return headers(name).isEmpty() ? "" : headers(name).getFirst();
    }

    @Override
    public String toString() {
        return status + " " + headerLines + " " + text() + (complete ? "" : " (cut)");
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return JSON.readTree(body);
    }
}
