package ai.relayme.policybot.http.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The events of an answer that is being written, for whoever takes up its stream again. Safe for concurrent use. */
public final class LiveAnswer {
    private final String id;
    private final String conversationId;
    private final @Nullable String apiKeyId;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<AnswerEvent> events = new ArrayList<>();
    private boolean ended;

    /** @param apiKeyId the key that asked, if one did */
    LiveAnswer(String id, String conversationId, @Nullable String apiKeyId) {
        this.id = id;
        this.conversationId = conversationId;
        this.apiKeyId = apiKeyId;
    }

    String id() {
        return id;
    }

    /** The conversation that it belongs to. */
    public String conversationId() {
        return conversationId;
    }

    /** The key that asked, if one did. */
    public @Nullable String apiKeyId() {
        return apiKeyId;
    }

    /** Adds an event. */
    void add(AnswerEvent event) {
        change(() -> events.add(event));
    }

    /** No more events come. */
    void end() {
        change(() -> ended = true);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What came after so many events, and whether that was all. */
    public record Rest(List<AnswerEvent> events, boolean ended) {}

    /** Waits for more than so many events, or for the end, but not longer than that. */
    public Rest after(int seen, Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long nanos = longest.toNanos();
            while (events.size() <= seen && !ended && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return new Rest(List.copyOf(events.subList(seen, events.size())), ended);
        } finally {
            lock.unlock();
        }
    }
}
