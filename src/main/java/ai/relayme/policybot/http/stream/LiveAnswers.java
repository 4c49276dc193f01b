package ai.relayme.policybot.http.stream;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The answers that this node is writing at the moment as streams. Safe for concurrent use. */
public final class LiveAnswers {
    private final Map<String, LiveAnswer> running = new ConcurrentHashMap<>();

    /** An answer begins. */
    public LiveAnswer begin(String answerId, String conversationId, @Nullable String apiKeyId) {
        LiveAnswer live = new LiveAnswer(answerId, conversationId, apiKeyId);
        running.put(answerId, live);
        return live;
    }

    /** The answer of that id, while it is being written. */
    public Optional<LiveAnswer> find(String answerId) {
        return Optional.ofNullable(running.get(answerId));
    }

    /** An answer ended; whoever reads along is told so. */
    void end(LiveAnswer live) {
        running.remove(live.id());
        live.end();
    }
}
