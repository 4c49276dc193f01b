package ai.relayme.policybot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
    @TempDir
    private Path folder = Path.of("");

    @Override
    String freshUrl() {
        return "jdbc:sqlite:" + folder.resolve("test.db");
    }

    private String pragma(String name) {
        return store().read(handle -> handle.createQuery("pragma " + name).mapTo(String.class).one());
    }

    private String pragmaOfWriter(String name) {
        AtomicReference<String> value = new AtomicReference<>("");
        store().write(handle -> value.set(handle.createQuery("pragma " + name).mapTo(String.class).one()));
        return value.get();
    }

    @Test
    void keepsWhatWasWrittenSafeAndWhatWasErasedErased() {
        assertThat(pragma("journal_mode")).isEqualTo("wal");
        assertThat(pragmaOfWriter("journal_mode")).isEqualTo("wal");
        assertThat(pragmaOfWriter("synchronous")).as("FULL").isEqualTo("2");
        assertThat(pragmaOfWriter("foreign_keys")).isEqualTo("1");
        assertThat(pragma("foreign_keys")).isEqualTo("1");
        assertThat(pragmaOfWriter("secure_delete")).isEqualTo("1");
    }

    @Test
    void leavesNoTraceOfErasedWordsInTheFileOnceItIsClosed() throws IOException {
        store().write(
                handle -> handle.execute("insert into secret (name, value) values ('gone', 'unmistakable-words')"));
        store().write(handle -> handle.execute("delete from secret where name = 'gone'"));
        store().close();
        assertThat(Files.readString(folder.resolve("test.db"), StandardCharsets.ISO_8859_1))
                .doesNotContain("unmistakable-words");
        assertThat(folder.resolve("test.db-wal")).doesNotExist();
    }

    @Test
    void refusesAFileThatIsNoDatabaseAndLeavesItAlone() throws IOException {
        Path file = folder.resolve("notes.db");
        Files.writeString(file, "these are somebody's notes, and no database at all".repeat(100));
        String before = Files.readString(file);
        assertThatThrownBy(() -> Store.open("jdbc:sqlite:" + file)).isInstanceOf(StoreException.class);
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> Store.open("jdbc:sqlite:" + folder.resolve("none/test.db")))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void refusesADatabaseWhoseLastMigrationFailed() {
        store().write(handle -> handle.execute("update flyway_schema_history set success = false"));
        store().close();
        assertThatThrownBy(() -> Store.open(freshUrl())).isInstanceOf(StoreException.class);
    }

    @Test
    void startsFromTheSameDatabaseThatTheMigrationsMake() throws IOException {
        // where a file is already, though an empty one, nothing is put in its place
        Path migrated = Files.createFile(folder.resolve("migrated.db"));
        try (Store old = Store.open("jdbc:sqlite:" + migrated)) {
            for (String table : List.of("select name, sql from sqlite_master order by name",
                    "select version, checksum, success from flyway_schema_history order by installed_rank")) {
                assertThat(
                        store().<List<Map<String, Object>>>read(handle -> handle.createQuery(table).mapToMap().list()))
                        .isNotEmpty()
                        .isEqualTo(old.<List<Map<String, Object>>>read(
                                handle -> handle.createQuery(table).mapToMap().list()));
            }
        }
        assertThat(folder).isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("new"));
    }
}
