package ai.relayme.policybot.answer;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.language.Language;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer in the making: hands out citation numbers and passes each finished segment on at once. Not safe for concurrent
 * use; a segment that was added is never taken back.
 */
public final class Draft {
    private static final Pattern INTRODUCTION = Pattern.compile("[:\uFF1A]\\s*$");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Corpus corpus;
    private final Language language;
    private final SegmentListener listener;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Citation> citations = new ArrayList<>();

    public Draft(Corpus corpus, Language language, SegmentListener listener) {
        this.corpus = corpus;
        this.language = language;
        this.listener = listener;
    }

    /** Is told of every segment as soon as it stands. */
    @FunctionalInterface
    public interface SegmentListener {
        /**
         * A segment was added.
         *
         * @param index its place, from 0
         * @param fresh the citations that no earlier segment had
         */
        void segment(int index, Segment segment, List<Citation> fresh);
    }

    /** A run of a passage, in UTF-16 units, half open. */
    public record Run(Passage passage, int start, int end) {
        /** The whole passage. */
        public static Run whole(Passage passage) {
            return new Run(passage, 0, passage.text().length());
        }

        /** The words of the run. */
        public String text() {
            return passage.text().substring(start, end);
        }
    }

    /** Language of the answer. */
    public Language language() {
        return language;
    }

    /** What is quoted from. */
    Corpus corpus() {
        return corpus;
    }

    /** Adds a sentence of the bot's own. */
    public void say(String text) {
        add(text, List.of(), Provenance.FIXED_TEXT);
    }

    /** Adds the words of a passage. */
    public void quote(Run run) {
        add(run.text(), List.of(run), Provenance.VERBATIM_QUOTE);
    }

    /** Adds a sentence that a model wrote and that rests on those runs. */
    public void generated(String text, List<Run> grounds) {
        add(text, grounds, Provenance.AI_GENERATED);
    }

    /** Adds what an agent wrote, each line a segment that rests on those passages. */
    public void reviewed(String text, List<Passage> passages) {
        List<Run> grounds = passages.stream().map(Run::whole).toList();
        text.lines().map(String::strip).filter(line -> !line.isEmpty())
                .forEach(line -> add(line, grounds, Provenance.REVIEWED_ANSWER));
    }

    private void add(String text, List<Run> grounds, Provenance provenance) {
        int known = citations.size();
        List<Integer> numbers = grounds.stream().map(this::number).distinct().toList();
        Segment segment = new Segment(text, numbers, provenance);
        segments.add(segment);
        listener.segment(segments.size() - 1, segment, List.copyOf(citations.subList(known, citations.size())));
    }

    private int number(Run run) {
        Citation fresh = citation(corpus, run, citations.size() + 1);
        for (Citation citation : citations) {
            if (citation.passage().equals(fresh.passage()) && citation.start() == fresh.start()
                    && citation.end() == fresh.end()) {
                return citation.number();
            }
        }
        citations.add(fresh);
        return fresh.number();
    }

    /** The citation of a run of a passage of that corpus. */
    public static Citation citation(Corpus corpus, Run run, int number) {
        String text = run.passage().text();
        int start = text.codePointCount(0, run.start());
        return new Citation(number, corpus.documentOf(run.passage()), run.passage(), run.text(), start,
                start + run.text().codePointCount(0, run.text().length()), prevailing(corpus, run.passage()));
    }

    private static Citation.@Nullable Prevailing prevailing(Corpus corpus, Passage passage) {
        return corpus.prevailing(passage).map(found -> new Citation.Prevailing(corpus.documentOf(found), found))
                .orElse(null);
    }

    /** Whether a passage is cited already. */
    public boolean cites(Passage passage) {
        return citations.stream().anyMatch(citation -> citation.passage().equals(passage));
    }

    /** Whether a segment cites that passage, and is more than what introduces a list: that alone answers nothing. */
    boolean tells(Passage passage) {
        return segments.stream().filter(segment -> !introduces(segment.text()))
                .flatMap(segment -> segment.citations().stream())
                .anyMatch(number -> citations.get(number - 1).passage().equals(passage));
    }

    /** Whether that sentence leads to a list. */
    public static boolean introduces(String sentence) {
        return INTRODUCTION.matcher(sentence).find();
    }

    /** Whether a segment says the same in the same words, whatever stands between them. */
    public boolean says(String text) {
        String words = words(text);
        return segments.stream().anyMatch(segment -> words(segment.text()).equals(words));
    }

    private static String words(String text) {
        return NO_WORD.matcher(text).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    /** Whether any segment cites anything. */
    public boolean isGrounded() {
        return !citations.isEmpty();
    }

    /** The body as it stands. */
    public Answer.Body body(Mode mode, @Nullable String model) {
        boolean written = segments.stream().anyMatch(one -> one.provenance() == Provenance.REVIEWED_ANSWER);
        // what a person wrote says so by itself
        Set<Notice> notices = written ? EnumSet.noneOf(Notice.class) : EnumSet.of(Notice.AI_GENERATED);
        for (Citation citation : citations) {
            Notice.of(citation.document().status()).ifPresent(notices::add);
            if (citation.document().language() != language) {
                notices.add(Notice.OTHER_LANGUAGE);
            }
            if (corpus.divergences().concern(citation.passage())) {
                notices.add(Notice.LANGUAGE_VERSIONS_DIFFER);
            }
        }
        return new Answer.Body(language, mode, model, segments, citations, notices);
    }
}
