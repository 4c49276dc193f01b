package ai.relayme.policybot.store;

import ai.relayme.policybot.files.OwnerOnly;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** The database, migrated to this program's version. Safe for concurrent use. */
public final class Store implements AutoCloseable {
    /** Reading is short; on the machines this runs on a few connections serve all cores. */
    private static final int READERS = 4;
    /** PostgreSQL writes side by side; SQLite has one writer, and waiting in the pool is cheaper than in its lock. */
    private static final int POSTGRESQL_CONNECTIONS = 8;
    private static final int BACKGROUND_CONNECTIONS = 4;
    /** A request that waits longer for the database is better refused: its visitor has gone. */
    private static final long LONGEST_WAIT_MILLIS = 5_000;
    /** Written anew within a few tenths of a second. */
    private static final long LARGEST_REWRITTEN_BYTES = 32L << 20;
    /** The version of the newest script among the migrations. */
    static final String NEWEST = "14";
    /** How the description of a script begins that takes something away which the versions before it need. */
    private static final String BREAKING = "breaking";
    static final String SQLITE = "jdbc:sqlite:";

    /** Scripts for both databases, and, where these differ, one of the same version for each. */
    private static final String SCRIPTS = "classpath:ai/relayme/policybot/";

    private final boolean postgresql;
    private final HikariDataSource readers;
    private final HikariDataSource writers;
    /**
     * SQLite holds the thread that calls it while it waits for the disk, or seconds for somebody else's lock. That must be none
     * of the few that carry all virtual threads: they would all stand still.
     */
    private final ExecutorService writerThread = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("writer").factory());
    private @Nullable Jdbi reading;
    private @Nullable Jdbi writing;
    private @Nullable HikariDataSource background;
    private @Nullable Jdbi writingInBackground;
    private volatile boolean unscrubbed;
    private volatile boolean writeFailed;
    /** SQLite's file as it was opened: one that was removed or replaced since is written to, and nobody finds it again. */
    private final @Nullable Path file;
    private final @Nullable Object fileKey;
    private final GroupCommit together = new GroupCommit(this::write, LONGEST_WAIT_MILLIS);

    private Store(@Nullable Path file, HikariDataSource readers, HikariDataSource writers) {
        this.postgresql = file == null;
        this.file = file;
        this.fileKey = file == null ? null : fileKey(file);
        this.readers = readers;
        this.writers = writers;
    }

    /**
     * Opens the database and migrates it.
     *
     * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql:…}
     * @throws StoreException if it cannot be reached, written or migrated
     */
    public static Store open(String url) {
        HikariDataSource writers = null;
        try {
            if (!url.startsWith(SQLITE)) {
                writers = pool(url, POSTGRESQL_CONNECTIONS);
                migrate(writers, "postgresql");
                return new Store(null, writers, writers);
            }
            Path file = Path.of(url.substring(SQLITE.length()));
            EmptyDatabase.placeAt(file);
            close(file);
            // FULL: an answer that was given is on the disk; secure_delete: what was erased is gone from the file
            String options = "?journal_mode=WAL&synchronous=FULL&foreign_keys=on&secure_delete=on&busy_timeout=5000";
            writers = pool(url + options + "&transaction_mode=IMMEDIATE", 1);
            migrate(writers, "sqlite");
            return new Store(file, pool(url + options, READERS), writers);
        } catch (FlywayException | HikariPool.PoolInitializationException | StoreException e) {
            if (writers != null) {
                writers.close();
            }
            throw e instanceof StoreException told
                    ? told
                    : new StoreException("the database cannot be opened or migrated", e);
        }
    }

    /** To all but its owner, before it is opened: SQLite makes what lies beside a database with the rights of that. */
    private static void close(Path file) {
        try {
            if (Files.notExists(file)) {
                Files.createFile(file, OwnerOnly.attributes(file));
            }
        } catch (IOException e) {
            // another process was faster, or SQLite will tell what is wrong
            return;
        }
        for (String name : new String[]{"", "-wal", "-shm", "-journal"}) {
            OwnerOnly.close(file.resolveSibling(file.getFileName() + name));
        }
    }

    private static HikariDataSource pool(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(LONGEST_WAIT_MILLIS);
        if (!url.startsWith(SQLITE)) {
            // each is a process of the database: no more than are wanted
            config.setMinimumIdle(1);
            // PostgreSQL plans a prepared statement for values it does not know, and takes every word for as rare as any other
            config.addDataSourceProperty("prepareThreshold", "0");
        }
        return new HikariDataSource(config);
    }

    /**
     * Flyway's classes alone are a fifth of a start: it is called only where there is something to do. What a later version
     * of the program has added is left alone, so that nodes of both serve while one takes the other's place, and the way
     * back is open; a later script that an earlier version cannot live with says so in its name.
     */
    private static void migrate(DataSource source, String dialect) {
        Map<String, String> applied = applied(source);
        applied.forEach((version, description) -> {
            if (isLater(version) && description.startsWith(BREAKING)) {
                throw new StoreException("the database was migrated by a later version of the program (" + version
                        + "), which this one cannot work with; start that one, or restore a backup (README: upgrade)");
            }
        });
        if (!applied.containsKey(NEWEST)) {
            Flyway.configure().dataSource(source).locations(SCRIPTS + "store", SCRIPTS + "dialect/" + dialect).load()
                    .migrate();
        }
    }

    /** The scripts that were run on that database, by version, with what their names say. */
    private static Map<String, String> applied(DataSource source) {
        Map<String, String> applied = new HashMap<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select version, description from flyway_schema_history where success and version is not null")) {
            while (rows.next()) {
                applied.put(rows.getString("version"), rows.getString("description"));
            }
        } catch (SQLException e) {
            // a new database has no such table; what is wrong with any other, Flyway tells
            return Map.of();
        }
        return applied;
    }

    private static boolean isLater(String version) {
        return Integer.parseInt(version) > Integer.parseInt(NEWEST);
    }

    private synchronized Jdbi reading() {
        if (reading == null) {
            reading = Jdbi.create(readers);
        }
        return reading;
    }

    private synchronized Jdbi writing() {
        if (writing == null) {
            writing = Jdbi.create(writers);
        }
        return writing;
    }

    private synchronized Jdbi writingInBackground() {
        if (writingInBackground == null) {
            writingInBackground = postgresql ? Jdbi.create(background()) : writing();
        }
        return writingInBackground;
    }

    /** What is done with a connection of JDBC's. */
    @FunctionalInterface
    public interface JdbcWork<T> {
        /** Does it. */
        T run(Connection connection) throws SQLException;
    }

    /**
     * Runs a reading, on PostgreSQL also a writing of one statement, by JDBC alone: whoever waits for this program to be ready
     * need not wait for the rest of the database access to be loaded, which is a tenth of a start.
     *
     * @throws StoreException if the database fails
     */
    public <T> T byJdbc(JdbcWork<T> work) {
        try (Connection connection = readers.getConnection()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw new StoreException("the database does not do what it is asked", e);
        }
    }

    /**
     * Runs a reading.
     *
     * @throws StoreException if the database fails
     */
    public <T> T read(Function<Handle, T> work) {
        try {
            return reading().withHandle(work::apply);
        } catch (JdbiException e) {
            throw new StoreException("the database cannot be read", e);
        }
    }

    /**
     * Runs a writing in one transaction: when this returns, it is on the disk.
     *
     * @throws StoreException if the database fails; then nothing of it was done
     */
    public void write(Consumer<Handle> work) {
        var _ = writing(handle -> {
            work.accept(handle);
            return true;
        });
    }

    private StoreException unwritten(JdbiException cause) {
        writeFailed = true;
        return new StoreException("the database cannot be written", cause);
    }

    /**
     * Makes sure that the database takes writings. Where the last one was not refused, nothing is done; else one is tried, so
     * that a disk that is full or read-only is told until it is mended.
     *
     * @throws StoreException if the database fails
     */
    public void requireWritable() {
        if (file != null && !Objects.equals(fileKey(file), fileKey)) {
            throw new StoreException("the database file was removed or replaced while the server ran; restart it");
        }
        if (writeFailed) {
            write(handle -> handle.execute("insert into secret (name, value) values ('write-probe', '') "
                    + "on conflict (name) do update set value = excluded.value"));
            writeFailed = false;
        }
    }

    /** What tells a file from another of the same name; null where there is none, or the system has no such thing. */
    private static @Nullable Object fileKey(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Runs a writing as {@link #write} does. SQLite, which has one writer, writes it in one transaction with those that wait
     * beside it; each fails alone.
     *
     * @param work may be run a second time, after the first was undone
     */
    public void writeTogether(Consumer<Handle> work) {
        if (postgresql) {
            write(work);
        } else {
            try {
                together.write(work);
            } catch (JdbiException e) {
                throw unwritten(e);
            }
        }
    }

    /** Runs a writing as {@link #write} does, and gives what it found. */
    public <T> T writing(Function<Handle, T> work) {
        return written(writing(), work);
    }

    /** Runs a writing as {@link #writing} does, on a connection that is kept for {@link #background work in the background}. */
    public <T> T writingInBackground(Function<Handle, T> work) {
        return written(writingInBackground(), work);
    }

    private <T> T written(Jdbi database, Function<Handle, T> work) {
        try (Handle handle = database.open()) {
            return postgresql
                    ? handle.inTransaction(work::apply)
                    : onWriterThread(() -> handle.inTransaction(work::apply));
        } catch (JdbiException e) {
            throw unwritten(e);
        }
    }

    private <T> T onWriterThread(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, writerThread).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            throw e;
        }
    }

    /** Writes a copy of the whole database, SQLite's alone, as one new file. */
    void vacuumInto(Path file) {
        read(handle -> handle.execute("vacuum into ?", file.toString()));
    }

    /**
     * Runs a writing as {@link #writing} does, which erases something. On SQLite what was erased is then in no file, as
     * {@link #scrub} says. On PostgreSQL vacuuming and the archives of its log are the operator's.
     */
    public <T> T erasing(Function<Handle, T> work) {
        unscrubbed = true;
        T found = writing(work);
        scrub();
        return found;
    }

    /**
     * Leaves nothing in SQLite's files of what was erased since this was done last: the log of writings, which still has it,
     * is put into the database, where erased space is overwritten, and emptied. When rows move from page to page copies of
     * them can stay behind, so the file is written anew as well; one over 32 MiB only by {@link #rewrite}, since writings wait
     * meanwhile. A reading that goes on all the while keeps the log; then a later call empties it.
     */
    public void scrub() {
        if (!postgresql && unscrubbed) {
            scrub(LARGEST_REWRITTEN_BYTES);
        }
    }

    /** Leaves nothing of what was ever erased in SQLite's files, however long that takes. */
    public void rewrite() {
        if (!postgresql) {
            scrub(Long.MAX_VALUE);
        }
    }

    private void scrub(long largestRewritten) {
        unscrubbed = false;
        // whoever has the connection may wait for the writer's thread: that one must not wait for the connection
        try (Connection connection = writers.getConnection()) {
            boolean emptied = onWriterThread(() -> scrub(connection, largestRewritten));
            unscrubbed = unscrubbed || !emptied;
        } catch (SQLException e) {
            throw stillThere(e);
        }
    }

    /** Whether the log is empty now. */
    private boolean scrub(Connection connection, long largestRewritten) {
        try (Statement statement = connection.createStatement()) {
            if (bytes(statement) <= largestRewritten) {
                statement.execute("vacuum");
            }
            try (ResultSet rows = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
                return !rows.next() || rows.getInt("busy") == 0;
            }
        } catch (SQLException e) {
            throw stillThere(e);
        }
    }

    private StoreException stillThere(SQLException cause) {
        unscrubbed = true;
        return new StoreException("what was erased is still in the database's log", cause);
    }

    private static long bytes(Statement statement) throws SQLException {
        try (ResultSet rows = statement
                .executeQuery("select page_count * page_size from pragma_page_count, pragma_page_size")) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Whether the database is PostgreSQL, where the two do not understand the same. */
    public boolean isPostgresql() {
        return postgresql;
    }

    /** The database's time, in milliseconds since 1970. */
    long now() {
        String sql = postgresql
                ? "select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)"
                : "select cast((julianday('now') - 2440587.5) * 86400000 as integer)";
        return read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    /**
     * Connections for work in the background. On PostgreSQL they are its own, so that neither it nor the requests wait
     * for each other; SQLite has one writer, whom they share. They are closed with the store.
     */
    public synchronized DataSource background() {
        if (!postgresql) {
            return writers;
        }
        if (background == null) {
            background = pool(readers.getJdbcUrl(), BACKGROUND_CONNECTIONS);
        }
        return background;
    }

    @Override
    public synchronized void close() {
        if (background != null) {
            background.close();
        }
        readers.close();
        writers.close();
        writerThread.shutdown();
    }
}
