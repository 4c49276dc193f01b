package ai.relayme.policybot.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import javax.sql.DataSource;

/**
 * The scripts that make the database what this program needs, each run once. What was run is kept in Flyway's history
 * table, in Flyway's form and with its checksums, so that a database which Flyway has migrated goes on here and the other
 * way round. Flyway itself is not used: its classes alone were a fifth of the time to start.
 */
final class Migrations {
    /** The scripts in the order in which they run. One that was released never changes: what comes later is a new one. */
    static final List<String> SCRIPTS = List.of("V1__conversations.sql", "V6__relay_usage.sql");

    /** Of no meaning: nodes that start at the same moment wait for each other under this number. */
    private static final long LOCK = 0x706F6C696379L;

    private static final String HISTORY = """
            create table if not exists flyway_schema_history (
                installed_rank int           not null primary key,
                version        varchar(50),
                description    varchar(200)  not null,
                type           varchar(20)   not null,
                script         varchar(1000) not null,
                checksum       int,
                installed_by   varchar(100)  not null,
                installed_on   %s            not null default (%s),
                execution_time int           not null,
                success        boolean       not null
            )""";

    private Migrations() {}

    /**
     * Runs the scripts that were not run yet, all of them or, where one fails, none.
     *
     * @throws SQLException if the database fails, or if a script was run in another form or did not succeed
     */
    static void run(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                run(connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static void run(Connection connection) throws SQLException {
        boolean postgresql = connection.getMetaData().getURL().startsWith("jdbc:postgresql:");
        try (Statement statement = connection.createStatement()) {
            if (postgresql) {
                statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            }
            statement.execute(postgresql
                    ? HISTORY.formatted("timestamp", "now()")
                    : HISTORY.formatted("text", "strftime('%Y-%m-%d %H:%M:%f','now')"));
            Map<String, Integer> done = done(statement);
            int rank = done.size();
            for (String script : SCRIPTS) {
                String sql = sql(script);
                Integer known = done.get(version(script));
                if (known == null) {
                    statement.executeUpdate(sql);
                    rank++;
                    record(connection, rank, script, checksum(sql));
                } else if (known != checksum(sql)) {
                    throw new SQLException("the database was migrated with another " + script);
                }
            }
        }
    }

    /** The checksum of each version that was run. */
    private static Map<String, Integer> done(Statement statement) throws SQLException {
        Map<String, Integer> done = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("select version, checksum, success from flyway_schema_history")) {
            while (rows.next()) {
                if (!rows.getBoolean("success")) {
                    throw new SQLException("an earlier migration of the database did not succeed");
                }
                done.put(rows.getString("version"), rows.getInt("checksum"));
            }
        }
        return done;
    }

    private static void record(Connection connection, int rank, String script, int checksum) throws SQLException {
        String version = version(script);
        String description = script.substring(version.length() + "V__".length(), script.length() - ".sql".length());
        try (PreparedStatement insert = connection.prepareStatement("insert into flyway_schema_history (installed_rank,"
                + " version, description, type, script, checksum, installed_by, execution_time, success)"
                + " values (?, ?, ?, 'SQL', ?, ?, '', 0, ?)")) {
            insert.setInt(1, rank);
            insert.setString(2, version);
            insert.setString(3, description.replace('_', ' '));
            insert.setString(4, script);
            insert.setInt(5, checksum);
            insert.setBoolean(6, true);
            insert.executeUpdate();
        }
    }

    private static String version(String script) {
        return script.substring(1, script.indexOf("__"));
    }

    private static String sql(String script) {
        try (InputStream stream = Migrations.class.getResourceAsStream(script)) {
            if (stream == null) {
                throw new IllegalStateException("missing resource " + script);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Flyway's: the CRC-32 of the lines without their ends. */
    private static int checksum(String sql) {
        CRC32 crc = new CRC32();
        sql.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }
}
