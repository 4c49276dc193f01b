package ai.relayme.policybot.correction;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.language.Language;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The approved corrections that stand in today's corpus, held in memory: a question costs a look into a map and, where
 * there are corrections of its language, one multiplication of vectors for each. {@link #refresh} takes up what changed.
 * Safe for concurrent use.
 */
public final class ReviewedAnswers {
    private final Corrections corrections;
    private final QuestionLikeness likeness;
    private volatile @Nullable Served served;

    public ReviewedAnswers(Corrections corrections, QuestionLikeness likeness) {
        this.corrections = corrections;
        this.likeness = likeness;
    }

    /**
     * A reviewed answer for a question.
     *
     * @param correctionId the correction
     * @param likeness     how much the question is like the correction's, from 0 to 1
     * @param answer       its words
     * @param passages     the passages it cites, with the text that it was approved with; none where the policy is silent on
     *                     purpose
     */
    public record Reviewed(String correctionId, double likeness, String answer, List<Passage> passages) {
        public Reviewed {
            passages = List.copyOf(passages);
        }
    }

    /** One correction, ready to be served. */
    private record Ready(QuestionLikeness.Read question, Reviewed answer) {}

    /**
     * What is served at one moment.
     *
     * @param approved every approved correction, whether its passages stand or not
     * @param byWords  those that stand, by language and by their words
     */
    private record Served(long revision, String corpusVersion, List<Correction> approved,
            Map<Language, Map<String, Ready>> byWords) {}

    /**
     * The reviewed answer for a question, if there is one.
     *
     * @param exactly whether only the same words will do, as for a question that leans on the one before it
     * @param corpus  what it must stand in
     */
    public Optional<Reviewed> find(String question, Language language, boolean exactly, Corpus corpus) {
        Map<String, Ready> candidates = servedFrom(corpus).byWords().get(language);
        if (candidates == null) {
            return Optional.empty();
        }
        QuestionLikeness.Read read = likeness.read(question);
        Ready same = candidates.get(read.key());
        if (same != null) {
            return Optional.of(same.answer());
        }
        Reviewed best = null;
        for (Ready candidate : exactly ? List.<Ready>of() : candidates.values()) {
            double found = QuestionLikeness.of(candidate.question(), read);
            if (found > (best == null ? 0 : best.likeness())) {
                Reviewed answer = candidate.answer();
                best = new Reviewed(answer.correctionId(), found, answer.answer(), answer.passages());
            }
        }
        return Optional.ofNullable(best);
    }

    private Served servedFrom(Corpus corpus) {
        Served now = served;
        if (now == null) {
            return load(corpus);
        }
        if (!now.corpusVersion().equals(corpus.version())) {
            // the passages are held against the question's own corpus, whatever was found of another
            now = serve(now.revision(), now.approved(), corpus);
            served = now;
        }
        return now;
    }

    /**
     * Takes up what changed: approvals and retirements on any node, and a new corpus, on which corrections are suspended
     * whose passages changed. To be called now and then, with the newest corpus.
     */
    public void refresh(Corpus corpus) {
        Served now = served;
        boolean current = now != null && now.revision() == corrections.revision();
        List<Correction> approved = (current && now != null ? now : load(corpus)).approved();
        approved.stream().filter(correction -> !correction.standsIn(corpus))
                .forEach(correction -> corrections.suspend(correction.id()));
    }

    private synchronized Served load(Corpus corpus) {
        // read before the list: what changes in between is taken up the next time
        long revision = corrections.revision();
        Served now = served;
        if (now == null || now.revision() != revision) {
            now = serve(revision, corrections.approved(), corpus);
            served = now;
        }
        return now;
    }

    private Served serve(long revision, List<Correction> approved, Corpus corpus) {
        Map<Language, Map<String, Ready>> byWords = new EnumMap<>(Language.class);
        for (Correction correction : approved) {
            if (correction.standsIn(corpus)) {
                List<Passage> passages = new ArrayList<>();
                correction.cited().forEach(cited -> cited.unchangedIn(corpus).ifPresent(passages::add));
                QuestionLikeness.Read question = likeness.read(correction.question());
                // of two for the same words the newest, which comes first
                byWords.computeIfAbsent(correction.language(), language -> new HashMap<>()).putIfAbsent(question.key(),
                        new Ready(question, new Reviewed(correction.id(), 1, correction.answer(), passages)));
            }
        }
        return new Served(revision, corpus.version(), approved, byWords);
    }
}
