package ai.relayme.policybot.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The database's time, which all nodes share: their own clocks may differ by minutes, and jump. It is asked for once a
 * minute and counted on from there by the machine's steady clock. Safe for concurrent use.
 */
public final class DatabaseClock implements InstantSource {
    private static final Duration ASK_EVERY = Duration.ofMinutes(1);

    private final Store store;
    private final AtomicReference<@Nullable Reading> last = new AtomicReference<>();

    public DatabaseClock(Store store) {
        this.store = store;
    }

    private record Reading(long millis, long nanos) {}

    /** @throws StoreException if the database fails before its time was ever known */
    @Override
    public Instant instant() {
        Reading reading = last.get();
        long nanos = System.nanoTime();
        if (reading == null || nanos - reading.nanos() > ASK_EVERY.toNanos()) {
            try {
                reading = new Reading(store.now(), nanos);
                last.set(reading);
            } catch (StoreException e) {
                if (reading == null) {
                    throw e;
                }
                // the steady clock goes on while the database does not answer
            }
        }
        return Instant.ofEpochMilli(reading.millis() + (nanos - reading.nanos()) / 1_000_000);
    }
}
