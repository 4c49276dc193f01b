package ai.relayme.policybot.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL for tests; closing stops it. */
public final class TestPostgres implements AutoCloseable {
    private static final String MIGRATED = "migrated";

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();
    private boolean migrated;

    private TestPostgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts one that keeps what it says it keeps. */
    public static TestPostgres start() {
        return start("on");
    }

    /** Starts one that leaves it to the system when the disk is written to, since no test pulls the plug. */
    public static TestPostgres startHasty() {
        return start("off");
    }

    private static TestPostgres start(String sync) {
        try {
            return new TestPostgres(EmbeddedPostgres.builder().setServerConfig("fsync", sync)
                    .setServerConfig("full_page_writes", sync).start());
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL does not start", e);
        }
    }

    /** Starts one that keeps its data in that folder, on that port; 0 picks one. */
    public static TestPostgres start(Path folder, int port) {
        try {
            return new TestPostgres(EmbeddedPostgres.builder().setDataDirectory(folder).setCleanDataDirectory(false)
                    .setPort(port).start());
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL does not start", e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getPort();
    }

    /** Address of a migrated database that nobody else uses: a copy of one, since the scripts would take most of a test's time. */
    public synchronized String freshUrl() {
        if (!migrated) {
            Store.open(database(MIGRATED, "")).close();
            migrated = true;
        }
        return database(fresh(), " template " + MIGRATED);
    }

    /** Address of a database without any table. */
    public String emptyUrl() {
        return database(fresh(), "");
    }

    private String fresh() {
        return "test" + databases.incrementAndGet();
    }

    private String database(String name, String options) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + options);
        } catch (SQLException e) {
            throw new IllegalStateException("no database can be made", e);
        }
        return server.getJdbcUrl("postgres", name);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
