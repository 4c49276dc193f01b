package ai.relayme.policybot.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Arguments and output in UTF-8 where the locale tells of no encoding, as in containers and under cron: there the platform
 * knows of ASCII only, makes of each other byte an argument that was never given, and writes question marks.
 */
final class Terminal {
    /** What the platform makes of a byte that is none of the locale's characters. */
    private static final String UNREADABLE = "\uFFFD";
    /** Linux keeps there what the process was started with, each argument with a zero after it. */
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private Terminal() {}

    /** The arguments as they were given; empty where that cannot be told. */
    static Optional<String[]> arguments(String[] arguments) {
        if ("UTF-8".equals(System.getProperty("native.encoding"))
                || List.of(arguments).stream().noneMatch(argument -> argument.contains(UNREADABLE))) {
            return Optional.of(arguments);
        }
        try {
            return decode(arguments, Files.readAllBytes(COMMAND_LINE));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String[]> decode(String[] arguments, byte[] commandLine) {
        List<byte[]> given = split(commandLine);
        int first = given.size() - arguments.length;
        String[] decoded = new String[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            // of each byte that is not ASCII both make one sign
            if (first < 0 || !new String(given.get(first + i), StandardCharsets.US_ASCII).equals(arguments[i])) {
                return Optional.empty();
            }
            try {
                decoded[i] = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(given.get(first + i)))
                        .toString();
            } catch (CharacterCodingException e) {
                return Optional.empty();
            }
        }
        return Optional.of(decoded);
    }

    private static List<byte[]> split(byte[] commandLine) {
        List<byte[]> parts = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < commandLine.length; i++) {
            if (commandLine[i] == 0) {
                parts.add(Arrays.copyOfRange(commandLine, begin, i));
                begin = i + 1;
            }
        }
        return parts;
    }

    /** Standard output. */
    static PrintStream out() {
        return System.out.charset().equals(StandardCharsets.US_ASCII)
                ? new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)
                : System.out;
    }
}
