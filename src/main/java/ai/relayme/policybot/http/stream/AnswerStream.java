package ai.relayme.policybot.http.stream;

import ai.relayme.policybot.answer.AnswerJson;
import ai.relayme.policybot.answer.Citation;
import ai.relayme.policybot.answer.Segment;
import ai.relayme.policybot.conversation.AnswerListener;
import ai.relayme.policybot.language.Language;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer as server-sent events while it comes about, for whoever asked and for whoever takes its stream up again.
 * Its methods are called one after the other, by the thread that answers.
 */
public final class AnswerStream implements AnswerListener, AutoCloseable {
    private final EventStream out;
    private final AnswerJson json;
    private final VisitorWatch watch;
    private final LiveAnswers running;
    private final BiFunction<String, String, LiveAnswer> begin;
    private @Nullable LiveAnswer live;

    /** @param begin makes the answer of that id, in that conversation, one that others can take up */
    public AnswerStream(EventStream out, AnswerJson json, VisitorWatch watch, LiveAnswers running,
            BiFunction<String, String, LiveAnswer> begin) {
        this.out = out;
        this.json = json;
        this.watch = watch;
        this.running = running;
        this.begin = begin;
        out.onBroken(watch::leave);
    }

    @Override
    public void started(AnswerJson.Head head, Language language) {
        live = begin.apply(head.id(), head.conversationId());
        send(AnswerEvent.start(head.id(), head.conversationId(), Objects.requireNonNull(head.conversationToken()),
                language.tag()));
    }

    @Override
    public void stage(Stage stage) {
        send(unnumbered("status", JsonNodeFactory.instance.objectNode().put("stage", stage.label())));
    }

    @Override
    public void segment(int index, Segment segment, List<Citation> fresh) {
        send(new AnswerEvent(id(), index + 1, "segment", json.streamed(index, segment, fresh)));
    }

    @Override
    public void onLeaving(Runnable action) {
        watch.onLeaving(action);
    }

    /** Ends the stream with the whole answer. */
    public void done(ObjectNode answer) {
        send(AnswerEvent.done(answer));
    }

    /** Ends the stream with a problem document. */
    public void error(ObjectNode problem) {
        send(unnumbered("error", problem));
    }

    private AnswerEvent unnumbered(String name, ObjectNode data) {
        return new AnswerEvent(id(), AnswerEvent.UNNUMBERED, name, data);
    }

    private String id() {
        return live == null ? "" : live.id();
    }

    private void send(AnswerEvent event) {
        if (live != null) {
            live.add(event);
        }
        out.write(event.text());
    }

    @Override
    public void close() {
        if (live != null) {
            running.end(live);
        }
        out.close();
    }
}
