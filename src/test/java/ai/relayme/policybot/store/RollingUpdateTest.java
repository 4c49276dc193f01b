package ai.relayme.policybot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What scripts and queries keep to, so that nodes of two versions can serve from one database while one replaces the other. */
class RollingUpdateTest {
    private static final Path SCRIPTS = Path.of("src/main/resources/ai/relayme/policybot");
    private static final Path SOURCES = Path.of("src/main/java");
    /** The scripts before it are in every database that there is. */
    private static final int FIRST = 10;
    private static final Pattern VERSION = Pattern.compile("V(\\d+)__.*\\.sql");
    private static final Pattern ALTERED = Pattern.compile("(?i)\\balter\\s+table\\s+(\\w+)");

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending)).toList();
        }
    }

    /** A script is one transaction: one that holds a table and waits for the next can deadlock with those who write. */
    @Test
    void noScriptAltersTwoTables() throws IOException {
        Map<Path, Set<String>> altered = new TreeMap<>();
        for (Path script : files(SCRIPTS, ".sql")) {
            var version = VERSION.matcher(script.getFileName().toString());
            assertThat(version.matches()).as(script.toString()).isTrue();
            if (Integer.parseInt(version.group(1)) >= FIRST) {
                altered.put(script, ALTERED.matcher(Files.readString(script)).results()
                        .map((MatchResult found) -> found.group(1)).collect(Collectors.toSet()));
            }
        }
        assertThat(altered).allSatisfy((script, tables) -> assertThat(tables).hasSizeLessThanOrEqualTo(1));
    }

    /** PostgreSQL refuses to go on with a kept plan whose columns have changed. */
    @Test
    void noQueryTakesWhateverColumnsThereAre() throws IOException {
        for (Path source : files(SOURCES, ".java")) {
            assertThat(Files.readString(source)).as(source.toString()).doesNotContainIgnoringCase("select *");
        }
    }
}
