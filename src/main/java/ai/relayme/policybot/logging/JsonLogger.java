package ai.relayme.policybot.logging;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Writes what the plain logger of the same name would write, in the other form. */
final class JsonLogger extends LegacyAbstractLogger {
    private final transient Logger plain;
    private final transient JsonLogProvider provider;

    JsonLogger(String name, Logger plain, JsonLogProvider provider) {
        this.name = name;
        this.plain = plain;
        this.provider = provider;
    }

    @Override
    public boolean isTraceEnabled() {
        return plain.isTraceEnabled();
    }

    @Override
    public boolean isDebugEnabled() {
        return plain.isDebugEnabled();
    }

    @Override
    public boolean isInfoEnabled() {
        return plain.isInfoEnabled();
    }

    @Override
    public boolean isWarnEnabled() {
        return plain.isWarnEnabled();
    }

    @Override
    public boolean isErrorEnabled() {
        return plain.isErrorEnabled();
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(Level level, @Nullable Marker marker, String messagePattern,
            Object @Nullable [] arguments, @Nullable Throwable thrown) {
        String message = arguments == null
                ? messagePattern
                : MessageFormatter.basicArrayFormat(messagePattern, arguments);
        provider.write(level, name, String.valueOf(message), thrown);
    }
}
