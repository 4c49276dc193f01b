package ai.relayme.policybot.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The SQLite database as the migrations leave it, made by the build, so that a first start need not migrate. */
public final class EmptyDatabase {
    private static final String RESOURCE = "empty.db";

    private EmptyDatabase() {}

    /** Puts it where no database is yet. Where that fails the migrations make it, and tell what is wrong. */
    static void placeAt(Path file) {
        if (Files.exists(file)) {
            return;
        }
        try (InputStream empty = EmptyDatabase.class.getResourceAsStream(RESOURCE)) {
            if (empty != null) {
                Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), "new", ".db");
                try {
                    // written into the file that is there: it is its owner's alone
                    try (OutputStream out = Files.newOutputStream(whole)) {
                        empty.transferTo(out);
                    }
                    try (FileChannel disk = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                        disk.force(true);
                    }
                    // a link appears whole or not at all, and never in place of what another process has put there
                    Files.createLink(file, whole);
                } finally {
                    Files.deleteIfExists(whole);
                }
            }
        } catch (IOException | UnsupportedOperationException e) {
            // another process was faster, or the file system has no links
            return;
        }
    }

    /**
     * Makes it anew, for the build.
     *
     * @param classes the folder of the program's classes
     */
    public static void make(Path classes) throws IOException {
        Path made = classes.resolve(EmptyDatabase.class.getPackageName().replace('.', '/')).resolve(RESOURCE);
        Files.deleteIfExists(made);
        Path scratch = Files.createTempDirectory("policybot-empty");
        Path file = scratch.resolve("policybot.db");
        try (Store store = Store.open("jdbc:sqlite:" + file)) {
            store.vacuumInto(made);
        } finally {
            for (String name : new String[]{"", "-wal", "-shm"}) {
                Files.deleteIfExists(scratch.resolve(file.getFileName() + name));
            }
            Files.delete(scratch);
        }
    }
}
