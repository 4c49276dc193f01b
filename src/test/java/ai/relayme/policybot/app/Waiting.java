package ai.relayme.policybot.app;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for what comes by itself, leaving the cores to those who bring it. */
public final class Waiting {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Waiting() {}

    /** Returns once that holds; it fails where it does not within thirty seconds, and says what was waited for. */
    public static void until(String what, Callable<Boolean> holds) {
        until(what, PATIENCE, holds);
    }

    /** Returns once that holds; it fails where it does not within that time, and says what was waited for. */
    public static void until(String what, Duration patience, Callable<Boolean> holds) {
        Awaitility.await(what).pollInSameThread().pollDelay(Duration.ZERO).pollInterval(PAUSE).atMost(patience)
                .until(holds);
    }
}
