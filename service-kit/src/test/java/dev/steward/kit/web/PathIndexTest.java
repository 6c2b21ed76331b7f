package dev.steward.kit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

class PathIndexTest {

    private static final List<String> SEGMENTS = List.of("a", "b", "a-b", "ä", "{x}", "{y}", "*");
    private static final List<String> PATH_SEGMENTS = List.of("a", "b", "a-b", "%C3%A4", "%61", "A", "c", "**");

    @Test
    void findsWhatAScanOfAllPatternsFinds() {
        Random random = new Random(6);
        int found = 0;
        for (int i = 0; i < 400; i++) {
            List<PathIndex.Entry> entries = entries(random, 1 + random.nextInt(60));
            PathIndex index = PathIndex.of(entries);
            for (int j = 0; j < 100; j++) {
                PathContainer path = PathContainer.parsePath(some(random, PATH_SEGMENTS, List.of("")));
                int method = 1 << random.nextInt(3);
                int expected = scan(entries, path, method);
                assertThat(index.find(path, method)).as(path.value()).isEqualTo(expected);
                found += expected == PathIndex.NOTHING ? 0 : 1;
            }
        }
        assertThat(found).isBetween(10_000, 39_000);
    }

    @ParameterizedTest
    @CsvSource({
        "/x, /x/**",
        "/x/, /x/**",
        "/x/1/2, /x/**",
        "/x/, /x",
        "/x/1/, /x/{id}",
        "/%78/1, /x/{id}",
        "/, /**",
        "/, /",
    })
    void covers(String path, String pattern) {
        assertThat(find(path, pattern)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"/xy, /x/**", "/X, /x", "/x/1/2, /x/{id}", "/x/, /x/{id}", "/x, /x/{id}", "/y, /x", "/x, /"})
    void doesNotCover(String path, String pattern) {
        assertThat(find(path, pattern)).isEqualTo(PathIndex.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "//x",
                "/x//y",
                "/**/x",
                "/x*",
                "/{x}-y",
                "/{x:[a-z]+}",
                "/{*rest}",
                "/x?",
                "/a;b",
                "/%78"
            })
    void refusesWhatIsNoPattern(String pattern) {
        assertThatThrownBy(() -> find("/x", pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsSegmentsOfOneHashApart() {
        PathIndex index = PathIndex.of(List.of(entry(0, "/Aa/BB"), entry(1, "/BB/Aa"), entry(2, "/BB/BB")));

        assertThat(index.find(PathContainer.parsePath("/Aa/BB"), 1)).isZero();
        assertThat(index.find(PathContainer.parsePath("/BB/Aa"), 1)).isEqualTo(1);
        assertThat(index.find(PathContainer.parsePath("/BB/BB"), 1)).isEqualTo(2);
        assertThat(index.find(PathContainer.parsePath("/Aa/Aa"), 1)).isEqualTo(PathIndex.NOTHING);
    }

    @Test
    void findsEachOfTenThousand() {
        List<PathIndex.Entry> entries = IntStream.range(0, 10_000)
                .mapToObj(i -> entry(i, "/api/v1/things-" + i + "/{id}/parts/**"))
                .toList();
        PathIndex index = PathIndex.of(entries);

        assertThat(IntStream.range(0, 10_000))
                .allMatch(i -> index.find(PathContainer.parsePath("/api/v1/things-" + i + "/1/parts/2"), 1) == i);
    }

    private static int find(String path, String pattern) {
        return PathIndex.of(List.of(entry(0, pattern))).find(PathContainer.parsePath(path), 1);
    }

    private static PathIndex.Entry entry(int position, String pattern) {
        return new PathIndex.Entry(position, List.of(pattern), 1);
    }

    private static List<PathIndex.Entry> entries(Random random, int count) {
        List<PathIndex.Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> patterns = IntStream.rangeClosed(0, random.nextInt(3))
                    .mapToObj(_ -> some(random, SEGMENTS, List.of("", "", "/**")))
                    .toList();
            entries.add(new PathIndex.Entry(i, patterns, 1 + random.nextInt(7)));
        }
        return entries;
    }

    private static String some(Random random, List<String> segments, List<String> ends) {
        StringBuilder path = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            path.append('/').append(segments.get(random.nextInt(segments.size())));
        }
        return path.append(ends.get(random.nextInt(ends.size()))).toString();
    }

    private static int scan(List<PathIndex.Entry> entries, PathContainer path, int method) {
        return entries.stream()
                .filter(entry -> (entry.methods() & method) != 0)
                .filter(entry -> entry.patterns().stream().anyMatch(pattern -> PathPatternParser.defaultInstance
                        .parse(pattern.replaceAll("\\{.}", "*"))
                        .matches(path)))
                .mapToInt(PathIndex.Entry::position)
                .findFirst()
                .orElse(PathIndex.NOTHING);
    }
}
