package ai.relayme.policybot.correction;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.language.Language;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An answer that an agent wrote. One that cites nothing says that the policy is silent on purpose; its words are then the
 * reason, which agents read and visitors do not.
 *
 * @param id          its id; later ones are greater
 * @param question    what visitors ask
 * @param language    language of question and answer
 * @param answer      the answer's words
 * @param cited       the passages it rests on, as its author or its newest approver read them
 * @param state       how far it has come
 * @param author      who wrote it
 * @param createdAt   when
 * @param approver    who approved it last, if anybody has
 * @param approvedAt  when that was
 * @param suspendedAt since when it is held back because a passage changed
 */
public record Correction(String id, String question, Language language, String answer, List<Cited> cited, State state,
        String author, Instant createdAt, @Nullable String approver, @Nullable Instant approvedAt,
        @Nullable Instant suspendedAt) {
    public Correction {
        cited = List.copyOf(cited);
    }

    /** How far a correction has come. */
    public enum State {
        /** Written, and by nobody else approved. */
        DRAFT,
        /** Approved, and served. */
        APPROVED,
        /** Approved once, but a passage that it cites has changed since: held back until somebody approves it anew. */
        SUSPENDED,
        /** No longer wanted. */
        RETIRED;

        /** The word that stands for it in JSON and in the database. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state of that word. */
        public static Optional<State> ofLabel(String label) {
            return Stream.of(values()).filter(state -> state.label().equals(label)).findFirst();
        }
    }

    /**
     * A passage cited.
     *
     * @param passageId     its id
     * @param language      language of the text cited
     * @param digest        of the document version that was read
     * @param passageDigest of the passage's own text
     */
    public record Cited(String passageId, Language language, String digest, String passageDigest) {
        /** A passage of that corpus as it is. */
        public static Cited of(Corpus corpus, Passage passage) {
            return new Cited(passage.id(), passage.language(), corpus.documentOf(passage).digest(), passage.digest());
        }

        /** The passage in that corpus, if its text is the one that was read. */
        public Optional<Passage> unchangedIn(Corpus corpus) {
            return corpus.passage(passageId, language).filter(found -> found.digest().equals(passageDigest));
        }
    }

    /** Whether the policy is silent on purpose. */
    public boolean isSilent() {
        return cited.isEmpty();
    }

    /** Whether every passage it cites has in that corpus the text that it was approved with. */
    public boolean standsIn(Corpus corpus) {
        return cited.stream().allMatch(passage -> passage.unchangedIn(corpus).isPresent());
    }
}
