package ai.relayme.policybot.console;

import ai.relayme.policybot.correction.Correction;
import ai.relayme.policybot.correction.QuestionLikeness;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.transcript.AnswerIds;
import ai.relayme.policybot.transcript.Feedback;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Tries a correction on the questions of the past: which it would have answered, and what they got. Methods throw
 * {@link ai.relayme.policybot.store.StoreException} if the database fails. Safe for concurrent use.
 */
public final class PastQuestions {
    private static final Duration BACK = Duration.ofDays(90);
    /** Reading and comparing so many takes some seconds; a site that has more of one language is told that these are the newest. */
    private static final int MOST_READ = 100_000;
    private static final int MOST_SHOWN = 200;

    private final Store store;
    private final QuestionLikeness likeness;
    private final Masking masking;
    private final InstantSource clock;

    public PastQuestions(Store store, QuestionLikeness likeness, Masking masking, InstantSource clock) {
        this.store = store;
        this.likeness = likeness;
        this.masking = masking;
        this.clock = clock;
    }

    /**
     * A question that the correction would have answered.
     *
     * @param question   what was asked, identifiers masked
     * @param outcome    how it was answered
     * @param reason     why it was abstained, if it was
     * @param feedback   {@code helpful}, {@code unhelpful}, or nothing
     * @param correction the correction that answered it, if one did
     * @param likeness   how much it is like the correction's question, from 0 to 1
     */
    public record PastQuestion(String conversationId, String answerId, Instant at, String question, String outcome,
            @Nullable String reason, @Nullable String feedback, @Nullable String correction, double likeness) {
        private PastQuestion withQuestion(String masked) {
            return new PastQuestion(conversationId, answerId, at, masked, outcome, reason, feedback, correction,
                    likeness);
        }
    }

    /**
     * What a try found.
     *
     * @param since   the moment from which on questions were looked at
     * @param asked   how many were looked at
     * @param whole   whether these are all of that time
     * @param matched how many of them the correction would have answered
     * @param shown   these, or as many as are shown; the least alike, which are the doubtful ones, first
     */
    public record Trial(Instant since, int asked, boolean whole, int matched, List<PastQuestion> shown) {
        public Trial {
            shown = List.copyOf(shown);
        }
    }

    /** Tries a correction on the questions of the last 90 days in its language. */
    public Trial tried(Correction correction) {
        Instant since = clock.instant().minus(BACK);
        QuestionLikeness.Read wanted = likeness.read(correction.question());
        List<PastQuestion> matched = new ArrayList<>();
        int asked = store.read(handle -> {
            int[] read = {0};
            // whoever wants to use a right or a person gets that, whatever agents wrote
            handle.createQuery("""
                    select id, conversation_id, created_at, question, outcome, reason, correction_id from answer
                    where language = :language and id >= :since and outcome in ('answered', 'abstained')
                        and (intent is null or intent <> 'unsafe')
                    order by id desc limit :most""").bind("language", correction.language().tag())
                    .bind("since", AnswerIds.least(since)).bind("most", MOST_READ)
                    .map((row, context) -> past(row,
                            QuestionLikeness.of(wanted, likeness.read(row.getString("question")))))
                    .forEach(past -> {
                        read[0]++;
                        if (past.likeness() > 0) {
                            matched.add(past);
                        }
                    });
            return read[0];
        });
        matched.sort(Comparator.comparingDouble(PastQuestion::likeness));
        List<PastQuestion> shown = matched.subList(0, Math.min(MOST_SHOWN, matched.size()));
        List<String> masked = masking.mask(shown.stream().map(PastQuestion::question).toList());
        List<PastQuestion> readable = store.read(handle -> {
            List<PastQuestion> list = new ArrayList<>();
            for (int i = 0; i < shown.size(); i++) {
                list.add(withFeedback(handle, shown.get(i).withQuestion(masked.get(i))));
            }
            return list;
        });
        return new Trial(since, asked, asked < MOST_READ, matched.size(), readable);
    }

    private static PastQuestion past(ResultSet row, double likeness) throws SQLException {
        return new PastQuestion(row.getString("conversation_id"), row.getString("id"),
                Instant.ofEpochMilli(row.getLong("created_at")), row.getString("question"), row.getString("outcome"),
                row.getString("reason"), null, row.getString("correction_id"), likeness);
    }

    private static PastQuestion withFeedback(Handle handle, PastQuestion past) {
        String feedback = Feedback.word(handle.createQuery("select helpful from feedback where answer_id = :id")
                .bind("id", past.answerId()).mapTo(Integer.class).findOne().map(helpful -> helpful == 1).orElse(null));
        return new PastQuestion(past.conversationId(), past.answerId(), past.at(), past.question(), past.outcome(),
                past.reason(), feedback, past.correction(), past.likeness());
    }
}
