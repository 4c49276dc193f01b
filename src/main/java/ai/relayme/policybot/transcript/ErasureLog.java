package ai.relayme.policybot.transcript;

import ai.relayme.policybot.files.OwnerOnly;
import ai.relayme.policybot.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which conversations visitors erased, in a file beside the database: a backup that is put back brings them with it, and
 * they must go again. It holds a time and an id a line, and nothing of what was said. Methods throw {@link StoreException}
 * if the file fails. Safe for concurrent use.
 */
public final class ErasureLog {
    private final Path file;

    public ErasureLog(Path file) {
        this.file = file;
    }

    /**
     * Notes that a conversation is erased; on the disk when this returns.
     *
     * @throws StoreException if it cannot be written
     */
    synchronized void add(String conversationId, Instant now) {
        try (FileChannel channel = open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            String begun = endsWithLine(channel) ? "" : "\n";
            channel.position(channel.size());
            write(channel, begun + now + " " + conversationId + "\n");
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static FileChannel open(Path file, OpenOption... options) throws IOException {
        FileChannel channel = FileChannel.open(file, Set.of(options), OwnerOnly.attributes(file));
        OwnerOnly.close(file);
        return channel;
    }

    /** A full disk or a death may have left half a line, which must not become the beginning of the next. */
    private static boolean endsWithLine(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.size() == 0 || (channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n');
    }

    /** The conversations that were erased, the oldest erasure first. */
    synchronized List<String> erased() {
        return lines().map(line -> line.substring(line.indexOf(' ') + 1)).toList();
    }

    /** Forgets what was erased before that moment: no backup has it whose conversations are not too old to be kept. */
    synchronized void forgetBefore(Instant moment) {
        List<String> kept = lines().filter(line -> !at(line).isBefore(moment)).toList();
        if (kept.size() == lines().count()) {
            return;
        }
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            try (FileChannel channel = open(next, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                write(channel, String.join("\n", kept) + (kept.isEmpty() ? "" : "\n"));
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The whole lines: what a death left half written was not erased either, and its visitor was not told so. */
    private Stream<String> lines() {
        try {
            return Files.exists(file)
                    ? Files.readString(file).lines().filter(line -> line.indexOf(' ') > 0 && isTime(line))
                    : Stream.of();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static boolean isTime(String line) {
        try {
            return at(line).isAfter(Instant.EPOCH);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static Instant at(String line) {
        return Instant.parse(line.substring(0, line.indexOf(' ')));
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    private static StoreException failed(IOException cause) {
        return new StoreException("the log of erasures cannot be read or written", cause);
    }
}
