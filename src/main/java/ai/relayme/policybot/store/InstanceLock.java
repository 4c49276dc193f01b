package ai.relayme.policybot.store;

import ai.relayme.policybot.files.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second server from an SQLite file that one serves from, and has the next one look at the file if this one was
 * not stopped but died. PostgreSQL takes care of both itself.
 */
public final class InstanceLock implements AutoCloseable {
    private final @Nullable Path file;
    private final @Nullable FileChannel channel;

    private InstanceLock(@Nullable Path file, @Nullable FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the database for this process. The lock goes with the process, however it ends.
     *
     * @param url {@code jdbc:sqlite:FILE}, whose folder is there, or that of another database
     * @throws StoreException if another server has it, or if it is damaged
     */
    public static InstanceLock take(String url) {
        if (!url.startsWith(Store.SQLITE)) {
            return new InstanceLock(null, null);
        }
        Path database = Path.of(url.substring(Store.SQLITE.length()));
        Path file = database.resolveSibling(database.getFileName() + ".lock");
        try {
            boolean died = Files.exists(file);
            FileChannel channel = FileChannel.open(file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.attributes(file));
            OwnerOnly.close(file);
            try {
                if (!isFree(channel)) {
                    throw new StoreException("the database is in use: another server serves from it");
                }
                checkFiles(database, died);
                if (died && Files.exists(database)) {
                    check(url);
                }
                return new InstanceLock(file, channel);
            } catch (StoreException | SQLException e) {
                channel.close();
                throw e instanceof StoreException told ? told : damaged(e);
            }
        } catch (IOException e) {
            throw new StoreException("the folder of the database cannot be written", e);
        }
    }

    /** To SQLite a file that is empty or not there is a new database, whatever was lost with it. */
    private static void checkFiles(Path database, boolean died) throws IOException {
        boolean missing = Files.notExists(database);
        boolean emptied = died && !missing && Files.size(database) == 0;
        boolean leftAlone = missing && Files.exists(database.resolveSibling(database.getFileName() + "-wal"));
        if (emptied || leftAlone) {
            throw new StoreException(
                    "the database file is empty or gone beside what was left of it; put a backup in its "
                            + "place (README: backup and restore), or remove its .lock and -wal to begin anew");
        }
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** SQLite heals what a death leaves half written; what a failing disk or a cut copy leaves it cannot. */
    private static void check(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("pragma quick_check(1)")) {
            if (!found.next() || !found.getString(1).equals("ok")) {
                throw new SQLException("quick_check found damage");
            }
        }
    }

    private static StoreException damaged(Exception cause) {
        return new StoreException(
                "the database file is damaged; put a backup in its place (README: backup and restore)",
                cause);
    }

    @Override
    public void close() {
        if (file == null || channel == null) {
            return;
        }
        try {
            // first gone, then free: the next server takes a new file
            Files.deleteIfExists(file);
            channel.close();
        } catch (IOException e) {
            throw new StoreException("the lock of the database cannot be given back", e);
        }
    }
}
