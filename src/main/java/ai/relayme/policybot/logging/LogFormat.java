package ai.relayme.policybot.logging;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** How the log is written. */
public enum LogFormat {
    /** Lines for people, by the plain logger. */
    TEXT,
    /** One JSON object a line, for programs. */
    JSON;

    private static final String PROVIDER = "slf4j.provider";
    private static final String VERBOSITY = "slf4j.internal.verbosity";

    /**
     * Has this process log so. It counts only before the first logger is made, and not where whoever started the process
     * chose a logger of theirs.
     */
    public void use() {
        if (this == JSON && System.getProperty(PROVIDER) == null) {
            System.setProperty(PROVIDER, JsonLogProvider.class.getName());
            if (System.getProperty(VERBOSITY) == null) {
                // else it would tell in a line of its own that it does as it is told
                System.setProperty(VERBOSITY, "WARN");
            }
            // what would write lines of another form goes the same way: the platform's own logging, and a thread's last words
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
            Logger log = LoggerFactory.getLogger(LogFormat.class);
            Thread.setDefaultUncaughtExceptionHandler(
                    (thread, failure) -> log.error("thread {} ended", thread.getName(), failure));
        }
    }
}
