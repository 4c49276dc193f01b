package ai.relayme.policybot.http;

import ai.relayme.policybot.answer.AnswerJson;
import ai.relayme.policybot.answer.Citation;
import ai.relayme.policybot.answer.Segment;
import ai.relayme.policybot.conversation.AnswerListener;
import ai.relayme.policybot.conversation.Reply;
import ai.relayme.policybot.language.Language;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Writes an answer as server-sent events while it comes about. Safe for concurrent use. */
final class AnswerStream implements AnswerListener, AutoCloseable {
    /** Proxies and phones drop a connection that is silent for half a minute. */
    private static final long HEARTBEAT_SECONDS = 10;

    private final OutputStream out;
    private final AnswerJson json;
    private final VisitorWatch watch;
    private final Future<?> heartbeat;
    private final ReentrantLock writing = new ReentrantLock();
    /** The visitor has gone: nothing more is written, but the answer is finished and kept all the same. */
    private volatile boolean gone;

    private AnswerStream(OutputStream out, AnswerJson json, VisitorWatch watch,
            ScheduledExecutorService heartbeats) {
        this.out = out;
        this.json = json;
        this.watch = watch;
        // on a thread of its own: one reader that has stopped reading must not hold up everybody's heartbeat
        this.heartbeat = heartbeats.scheduleAtFixedRate(() -> Thread.startVirtualThread(() -> write(": \n\n")),
                HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    static AnswerStream open(Context ctx, AnswerJson json, VisitorWatch watch, ScheduledExecutorService heartbeats)
            throws IOException {
        ctx.status(200);
        ctx.contentType("text/event-stream; charset=utf-8");
        ctx.header("X-Accel-Buffering", "no");
        return new AnswerStream(ctx.res().getOutputStream(), json, watch, heartbeats);
    }

    @Override
    public void started(AnswerJson.Head head, Language language) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("id", head.id());
        data.put("conversation_id", head.conversationId());
        data.put("conversation_token", head.conversationToken());
        data.put("language", language.tag());
        event("start", data);
    }

    @Override
    public void stage(Stage stage) {
        event("status", JsonNodeFactory.instance.objectNode().put("stage", stage.label()));
    }

    @Override
    public void segment(int index, Segment segment, List<Citation> fresh) {
        event("segment", json.streamed(index, segment, fresh));
    }

    @Override
    public void onLeaving(Runnable action) {
        watch.onLeaving(action);
    }

    /** Ends the stream with the whole answer. */
    void done(Reply reply) {
        event("done", json.answer(reply.head(), reply.answer()));
    }

    /** Ends the stream with a problem document. */
    void error(ObjectNode problem) {
        event("error", problem);
    }

    private void event(String name, ObjectNode data) {
        write("event: " + name + "\ndata: " + data + "\n\n");
    }

    private void write(String text) {
        writing.lock();
        try {
            if (!gone) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException e) {
            gone = true;
            watch.leave();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        heartbeat.cancel(false);
        writing.lock();
        try {
            // a heartbeat that is on its way must not write into the next reply of this connection
            gone = true;
        } finally {
            writing.unlock();
        }
    }
}
