package ai.relayme.policybot.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.simple.SimpleLoggerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** The loggers that write {@link JsonLine}s to standard error. SLF4J makes it, by its name. */
public final class JsonLogProvider implements SLF4JServiceProvider {
    private final OutputStream out;
    private final InstantSource clock;
    private final ThreadContext context = new ThreadContext();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
    /** Knows what is logged and what is not, so that both forms of the log tell the same. */
    private @Nullable SimpleLoggerFactory plain;

    /** Writes to standard error. */
    public JsonLogProvider() {
        // not System.err: its encoding is that of the machine, and a line is to be one writing
        this(new FileOutputStream(FileDescriptor.err), InstantSource.system());
    }

    JsonLogProvider(OutputStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void initialize() {
        plain = new SimpleLoggerFactory();
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> loggers.computeIfAbsent(name, this::logger);
    }

    private Logger logger(String name) {
        if (plain == null) {
            throw new IllegalStateException("not initialized");
        }
        return new JsonLogger(name, plain.getLogger(name), this);
    }

    /** Writes what was logged just now by the calling thread. */
    void write(Level level, String logger, String message, @Nullable Throwable thrown) {
        byte[] line = new JsonLine(clock.instant(), level, logger, message, context.getCopyOfContextMap(), thrown)
                .text().concat("\n").getBytes(StandardCharsets.UTF_8);
        writing.lock();
        try {
            out.write(line);
            out.flush();
        } catch (IOException e) {
            // nobody reads the log any more: there is nowhere to say so
        } finally {
            writing.unlock();
        }
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }
}
