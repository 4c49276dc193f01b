package ai.relayme.policybot.transcript;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Queues conversations for review by what is known of a turn when it is kept. */
final class ReviewQueue {
    /** Support this little above the threshold is worth a look; the console marks it as well. */
    private static final double LOW_MARGIN = 0.1;
    private static final Duration REPEATED_WITHIN = Duration.ofHours(24);
    /** A new text is looked at in so many answers before it is left to the other rules. */
    private static final int FIRST_ANSWERS = 20;
    /** One answer in fifty: 2 %. */
    private static final int ONE_IN = 50;

    /** Digests of the document versions that have had their first answers: nothing more need be asked about them. */
    private final Set<String> wellKnown = ConcurrentHashMap.newKeySet();

    /**
     * Queues the conversation by every rule that holds of a turn.
     *
     * @param later whether the conversation had turns before
     */
    void add(Handle handle, String conversationId, Turn turn, boolean later) {
        Explanation why = turn.explanation();
        boolean answered = turn.outcome().equals("answered");
        if (turn.outcome().equals("abstained")) {
            add(handle, conversationId, QueueRule.ABSTAINED, turn.answerId(), null);
        }
        if (why.rejectedSentences() > 0) {
            add(handle, conversationId, QueueRule.DROPPED_SENTENCES, turn.answerId(), null);
        }
        if (answered && why.support() != null && why.threshold() != null
                && why.support() - why.threshold() < LOW_MARGIN) {
            add(handle, conversationId, QueueRule.LOW_MARGIN, turn.answerId(), null);
        }
        if (later && isRepeated(handle, conversationId, turn)) {
            add(handle, conversationId, QueueRule.REPEAT_QUESTION, turn.answerId(), null);
        }
        if (later && turn.outcome().equals("human")) {
            handedOff(handle, conversationId, turn.answerId());
        }
        for (String digest : turn.cited().stream().map(CitedPassage::digest).collect(Collectors.toSet())) {
            if (answered && isNew(handle, digest)) {
                add(handle, conversationId, QueueRule.NEW_DOCUMENT_VERSION, turn.answerId(), digest);
            }
        }
        if (Math.floorMod(turn.answerId().hashCode(), ONE_IN) == 0) {
            add(handle, conversationId, QueueRule.RANDOM, turn.answerId(), null);
        }
    }

    private static boolean isRepeated(Handle handle, String conversationId, Turn turn) {
        Explanation why = turn.explanation();
        Instant since = turn.createdAt().minus(REPEATED_WITHIN);
        return handle.createQuery("""
                select count(*) from answer
                where conversation_id = :id and id <> :answer and created_at >= :since
                    and (question = :question or (topic = :topic and top_passage = :passage))""")
                .bind("id", conversationId).bind("answer", turn.answerId()).bind("since", since.toEpochMilli())
                .bind("question", turn.question()).bind("topic", why.topic()).bind("passage", why.topPassage())
                .mapTo(Integer.class).one() > 0;
    }

    private boolean isNew(Handle handle, String digest) {
        if (wellKnown.contains(digest)) {
            return false;
        }
        boolean isNew = handle.createQuery("select count(*) from queued where rule = :rule and detail = :digest")
                .bind("rule", QueueRule.NEW_DOCUMENT_VERSION.label()).bind("digest", digest).mapTo(Integer.class)
                .one() < FIRST_ANSWERS;
        if (!isNew) {
            wellKnown.add(digest);
        }
        return isNew;
    }

    /** Queues a conversation whose visitor wants a person, if it had an answer before. */
    void handedOff(Handle handle, String conversationId, String before) {
        handle.createQuery("""
                select max(id) from answer where conversation_id = :id and outcome = 'answered' and id < :before""")
                .bind("id", conversationId).bind("before", before).mapTo(String.class).findOne()
                .ifPresent(answerId -> add(handle, conversationId, QueueRule.HANDOFF_AFTER_ANSWER, answerId, null));
    }

    /** Queues the conversation of an answer that was found unhelpful; takes that back where it is found helpful now. */
    void judged(Handle handle, String answerId, boolean helpful) {
        if (helpful) {
            handle.createUpdate("delete from queued where rule = :rule and answer_id = :id and conversation_id ="
                    + " (select conversation_id from answer where id = :id)")
                    .bind("rule", QueueRule.UNHELPFUL.label()).bind("id", answerId).execute();
        } else {
            add(handle, handle.createQuery("select conversation_id from answer where id = :id").bind("id", answerId)
                    .mapTo(String.class).one(), QueueRule.UNHELPFUL, answerId, null);
        }
    }

    private static void add(Handle handle, String conversationId, QueueRule rule, String answerId,
            @Nullable String detail) {
        handle.createUpdate("""
                insert into queued (conversation_id, rule, answer_id, detail)
                values (:id, :rule, :answer, :detail) on conflict do nothing""").bind("id", conversationId)
                .bind("rule", rule.label()).bind("answer", answerId).bind("detail", detail).execute();
    }
}
