package ai.relayme.policybot.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes files and folders that other users of the machine cannot read, whatever the process's mask is. Where a file system
 * has no such rights, as on Windows, they are made as any other.
 */
public final class OwnerOnly {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    /** Makes a folder and those above it, as far as there are none; one that is there is left as it is. */
    public static void createFolders(Path folder) throws IOException {
        Files.createDirectories(folder, attributes(folder, FOLDER));
    }

    /** Makes a folder as {@link #createFolders} does, or takes the rights to one that is there from all others. */
    public static void createOrCloseFolder(Path folder) throws IOException {
        createFolders(folder);
        set(folder, FOLDER);
    }

    /** What a file that is made there is to be made with. */
    public static FileAttribute<?>[] attributes(Path file) {
        return attributes(file, FILE);
    }

    /** Takes the rights to a file that is there from all others; of one that is another user's they stay as they are. */
    public static void close(Path file) {
        if (Files.exists(file)) {
            set(file, FILE);
        }
    }

    /** Whether others than its owner may do anything with a folder. */
    public static boolean isOpenToOthers(Path folder) throws IOException {
        return hasRights(folder) && !FOLDER.containsAll(Files.getPosixFilePermissions(folder));
    }

    private static FileAttribute<?>[] attributes(Path file, Set<PosixFilePermission> rights) {
        return hasRights(file)
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(rights)}
                : new FileAttribute<?>[0];
    }

    private static void set(Path file, Set<PosixFilePermission> rights) {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class,
                LinkOption.NOFOLLOW_LINKS);
        try {
            if (view != null && !Files.isSymbolicLink(file) && !view.readAttributes().permissions().equals(rights)) {
                view.setPermissions(rights);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // another's file, or a mounted disk without rights: whoever has made it so decides
            return;
        }
    }

    private static boolean hasRights(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
