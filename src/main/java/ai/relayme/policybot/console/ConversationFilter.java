package ai.relayme.policybot.console;

import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.transcript.QueueRule;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations are looked for: those that have an answer for which all of this holds.
 *
 * @param words      words of the question or the answer; nothing for any
 * @param equal      columns and the values that they must have
 * @param leastSupport the least support, from 0 to 1
 * @param mostSupport  the most support, from 0 to 1
 * @param from       asked at this moment or later
 * @param to         asked before this moment
 */
public record ConversationFilter(@Nullable String words, Map<Column, String> equal, @Nullable Double leastSupport,
        @Nullable Double mostSupport, @Nullable Instant from, @Nullable Instant to) {
    public ConversationFilter {
        equal = Map.copyOf(equal);
    }

    private static final String ANY = "any";

    /** What may be asked to have a value; {@code @} stands for the answer's row. */
    public enum Column {
        /** How it was answered. */
        OUTCOME("@.outcome = :outcome", "answered", "abstained", "rights_request", "human", "smalltalk"),
        /** Why it was abstained. */
        REASON("@.reason = :reason", "not_covered", "low_support", "off_topic", "account_specific", "advice_not_given",
                "unsafe_input"),
        /** What the visitor was taken to want. */
        INTENT("@.intent = :intent", "policy_question", "rights_request", "rights_information", "human", "smalltalk",
                "account_matter", "advice", "off_topic", "unsafe"),
        /** What the question is about. */
        TOPIC("@.topic = :topic"),
        /** Tag of the answer's language. */
        LANGUAGE("@.language = :language", labels(Language.values(), Language::tag)),
        /** Who wrote it. */
        MODE("@.mode = :mode", "relay", "quote"),
        /** The corpus it was answered from. */
        CORPUS_VERSION("@.corpus_version = :corpus_version"),
        /** The prompt that a model was given. */
        PROMPT_VERSION("@.prompt_version = :prompt_version"),
        /** What the visitor thought of it: {@code helpful}, {@code unhelpful}, or {@code none}. */
        FEEDBACK("coalesce((select case when f.helpful = 1 then 'helpful' else 'unhelpful' end from feedback f"
                + " where f.answer_id = @.id), 'none') = :feedback", "helpful", "unhelpful", "none"),
        /** A document that it cites. */
        DOCUMENT("exists (select 1 from citation c where c.answer_id = @.id and c.document = :document)"),
        /** A passage that it cites. */
        PASSAGE("exists (select 1 from citation c where c.answer_id = @.id and c.passage_id = :passage)"),
        /** A label that a reviewer gave it. */
        LABEL("@.id in (select l.answer_id from label l where l.name = :label)", labels(Label.values(), Label::label)),
        /** How far the review has come. */
        STATUS("coalesce((select r.status from review r where r.conversation_id = @.conversation_id), 'open')"
                + " = :status", labels(Reviews.Status.values(), Reviews.Status::label)),
        /** The rule by which it is queued, or {@code any}. */
        QUEUED_BY("@.conversation_id in (select q.conversation_id from queued q where q.rule = :queued_by)",
                labels(QueueRule.values(), QueueRule::label)) {
            @Override
            public List<String> words() {
                return Stream.concat(Stream.of(ANY), super.words().stream()).toList();
            }

            @Override
            String condition(String alias, String value) {
                return value.equals(ANY)
                        ? "exists (select 1 from queued q where q.conversation_id = " + alias + ".conversation_id)"
                        : super.condition(alias, value);
            }
        },
        /** Who reviews it. */
        REVIEWER("exists (select 1 from review r where r.conversation_id = @.conversation_id"
                + " and r.reviewer = :reviewer)");

        private final String condition;
        private final String words;

        Column(String condition, String... words) {
            this.condition = condition;
            this.words = String.join(" ", words);
        }

        private static <T> String[] labels(T[] values, Function<T, String> label) {
            return Stream.of(values).map(label).toArray(String[]::new);
        }

        /** The values that there are; none where that is left open. */
        public List<String> words() {
            return words.isEmpty() ? List.of() : List.of(words.split(" ", -1));
        }

        /** What holds of an answer whose row has that alias; it names the value, unless any will do. */
        String condition(String alias, String value) {
            return condition.replace("@", alias);
        }

        /** Its name in queries and as a parameter. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
