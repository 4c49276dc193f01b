package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.language.PointingWords;
import ai.relayme.policybot.language.QuestionWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Takes a message apart: the question in a story, the questions in a question. */
final class QuestionParts {
    /** A question of more parts than this is a story, whose parts are not questions of their own. */
    private static final int MOST_PARTS = 4;

    /** Two sentences may both ask; of three and more the first ones usually tell what led to the question. */
    private static final int FEWEST_STORY_SENTENCES = 3;

    private static final double FEWEST_WORDS = 5;

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[?\uFF1F!\uFF01\u3002])\\s*|(?<=[.])\\s+");

    private static final Pattern CLAUSE_BREAK = Pattern
            .compile("[?？!！。;；,，]+\\s*|\\.\\s+|\\s*[①-⑳]|\\s*[(（][1-9a-d][)）]\\s*");

    private static final Pattern JOINT = Pattern
            .compile("、\\s*|\\s+(?:and|plus|also|or)\\s+|另外|还有|還有|同埋|以及|顺便|順便|及");

    /** What goes on with what was just asked. */
    private static final Pattern JOINED = Pattern.compile("^(?:(?:and|also|plus)\\b|另外|[还還]有|仲有|再有|[顺順]便|同埋)",
            Pattern.CASE_INSENSITIVE);

    /** What is asked about a thing that was just asked about is no question of its own. */
    private static final Pattern ALTERNATIVE = Pattern.compile("^(?:or\\b|[还還]是|抑或|定[系係])", Pattern.CASE_INSENSITIVE);

    /** What asks for a yes to all that was said before it, and for nothing of its own. */
    private static final Pattern TAG = Pattern.compile(
            "(?:right|correct|yes|yeah|no|ok|okay|or not|or no|huh|eh|please|is it|do you|are you|will you|would you|can you|could you|[对對]吧?|[对對][吗嗎]"
                    + "|是吧|是[吗嗎]|[系係]咪|[系係]唔[系係]|好[吗嗎]|得唔得)",
            Pattern.CASE_INSENSITIVE);

    private QuestionParts() {}

    /** Of a story that leads to a question the question is searched; the story only helps to understand it. */
    static Query focused(Query query) {
        List<String> sentences = sentences(query.text());
        if (sentences.size() < FEWEST_STORY_SENTENCES) {
            return query;
        }
        List<String> questions = sentences.stream()
                .filter(sentence -> asks(sentence) || QuestionWords.wantToKnow(sentence)).toList();
        String focus = questions.isEmpty() ? lastThatSays(sentences) : String.join(" ", questions);
        return new Query(focus, (query.earlier() + " " + query.text()).strip(), query.language(), query.documents());
    }

    /** The last sentence that is more than a name or a wish for the reader. */
    private static String lastThatSays(List<String> sentences) {
        return sentences.reversed().stream().filter(sentence -> words(sentence) >= FEWEST_WORDS).findFirst()
                .orElse(sentences.getLast());
    }

    /** A Han character carries about as much as half a word. */
    private static double words(String text) {
        long han = text.codePoints().filter(Character::isIdeographic).count();
        return han / 2.0 + text.strip().split("\\s+", -1).length;
    }

    /** Whether each of the parts is a sentence that asks. */
    static boolean areSentences(String question, List<String> parts) {
        return sentences(question).stream().filter(QuestionParts::asks).map(QuestionParts::bare).toList()
                .equals(parts.stream().map(QuestionParts::bare).toList());
    }

    private static String bare(String sentence) {
        return sentence.replaceAll("[?\uFF1F\\s]+", "");
    }

    /**
     * The parts that may each ask something of its own; none where the whole asks one thing only, or is a long story. Of a
     * sentence that only tells something and one that asks the latter is a part, where it says itself what it is about.
     */
    static List<String> of(String question) {
        List<String> sentences = sentences(question);
        boolean marked = sentences.stream().anyMatch(QuestionParts::asks);
        List<String> clauses = new ArrayList<>();
        for (String sentence : sentences) {
            if (!marked || asks(sentence) || asksUnmarked(sentence)) {
                clauses.addAll(clauses(sentence));
            }
        }
        List<String> parts = asking(clauses).stream().flatMap(clause -> Arrays.stream(JOINT.split(clause, -1)))
                .filter(part -> !part.isBlank() && !TAG.matcher(part.strip()).matches()).toList();
        boolean told = marked && parts.size() == 1 && sentences.size() > 1 && asksItself(parts.getFirst())
                && !PointingWords.in(parts.getFirst());
        return told || (parts.size() > 1 && parts.size() <= MOST_PARTS) ? parts : List.of();
    }

    /** The clauses of a sentence, the last with its question mark; an alternative belongs to what it is one to. */
    private static List<String> clauses(String sentence) {
        List<String> clauses = new ArrayList<>();
        for (String clause : CLAUSE_BREAK.splitWithDelimiters(sentence, -1)) {
            boolean mark = CLAUSE_BREAK.matcher(clause).matches();
            if (mark && !clauses.isEmpty() && asks(clause)) {
                clauses.set(clauses.size() - 1, clauses.getLast() + "?");
            } else if (!mark && !clause.isBlank() && !(ALTERNATIVE.matcher(clause).find() && !clauses.isEmpty())) {
                clauses.add(clause);
            }
        }
        return clauses;
    }

    /** Those that ask, and those that such a one is joined to; all, where none is known to ask. */
    private static List<String> asking(List<String> clauses) {
        List<String> asking = IntStream.range(0, clauses.size())
                .filter(i -> asksItself(clauses.get(i))
                        || (i + 1 < clauses.size() && JOINED.matcher(clauses.get(i + 1).strip()).find()))
                .mapToObj(clauses::get).toList();
        return asking.isEmpty() ? clauses : asking;
    }

    /** Whether a part asks by itself, and not as one of the things that another asks about. */
    static boolean asksItself(String clause) {
        return asks(clause) || hasQuestionWord(clause);
    }

    private static boolean hasQuestionWord(String clause) {
        String text = clause.strip();
        return JOINED.matcher(text).find() || QuestionWords.in(text);
    }

    private static List<String> sentences(String text) {
        return Arrays.stream(SENTENCE_END.split(text, -1)).filter(part -> !part.isBlank()).toList();
    }

    /** Of two questions written in a hurry the last one often lacks its mark. */
    private static boolean asksUnmarked(String sentence) {
        return Character.isLetterOrDigit(sentence.codePointBefore(sentence.length())) && hasQuestionWord(sentence);
    }

    private static boolean asks(String sentence) {
        return sentence.strip().endsWith("?") || sentence.strip().endsWith("\uFF1F");
    }
}
