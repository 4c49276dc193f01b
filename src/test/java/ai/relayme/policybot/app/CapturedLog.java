package ai.relayme.policybot.app;

import ai.relayme.policybot.logging.JsonLine;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What is logged while it is open. */
public final class CapturedLog implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> json = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage()
                    + (event.getThrowableProxy() == null ? "" : " " + event.getThrowableProxy().getMessage()));
            Throwable thrown = event.getThrowableProxy() instanceof ThrowableProxy proxy ? proxy.getThrowable() : null;
            json.add(new JsonLine(event.getInstant(), Level.valueOf(event.getLevel().toString()), event.getLoggerName(),
                    event.getFormattedMessage(), event.getMDCPropertyMap(), thrown).text());
        }
    };

    /** Begins to listen. */
    public CapturedLog() {
        appender.start();
        root.addAppender(appender);
    }

    /** The lines so far: levels, messages and the messages of what was thrown. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The same as they would stand in a log of JSON, with all that was thrown and its causes. */
    List<String> json() {
        return List.copyOf(json);
    }

    void clear() {
        lines.clear();
        json.clear();
    }

    @Override
    public void close() {
        root.detachAppender(appender);
    }
}
