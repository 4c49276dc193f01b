package ai.relayme.policybot.grounding;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.grounding.Verdict.Rejected;
import ai.relayme.policybot.grounding.Verdict.Supported;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.language.SentenceSplitter;
import ai.relayme.policybot.reading.Reader;
import ai.relayme.policybot.reading.Reading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Tells whether a sentence that a model wrote may be shown, and what it rests on. Safe for concurrent use. */
public final class Verifier {
    /** A marker takes at most eleven characters; beyond this many in all a sentence is not looked at any further. */
    private static final int LONGEST_RAW = 4 * LengthCheck.LONGEST;

    private static final int MOST_READ = 10_000;

    private final List<Check> checks;
    private final List<Comparison> comparisons = List.of(new ConductCheck(), new FigureCheck(), new ModalCheck(),
            new SuppositionCheck(), new DenialCheck(), new ExistenceCheck(), new ClaimCheck(), new ThingCheck(),
            new ScopeCheck(), new ExceptionCheck(), new TieCheck(), new LimitCheck(), new SupportCheck(),
            new CitationCheck());
    /** Passages as they read; emptied when it holds those of many versions of the corpus. */
    private final Map<Passage, Source> read = new ConcurrentHashMap<>();
    private final GroundsFinder finder;
    private final Reader reader;

    public Verifier(LanguageDetector detector, SentenceSplitter splitter, Reader reader) {
        finder = new GroundsFinder(splitter);
        this.reader = reader;
        checks = List.of(new LengthCheck(), new FormCheck(), new QuoteCheck(), new ScriptCheck(detector),
                new StatementCheck());
    }

    /**
     * Puts a sentence through the gates, the cheap ones first; it fails by the first that does not let it through.
     *
     * @param sentenceWithMarkers the sentence as the model wrote it, of any length
     * @param evidence            the passages the model was given; marker {@code [n]} means the n-th of them
     * @param corpus              where the passages are from
     * @param language            the visitor's language
     */
    public Verdict verify(String sentenceWithMarkers, List<Passage> evidence, Corpus corpus, Language language) {
        return verify(sentenceWithMarkers, evidence, passage -> corpus.documentOf(passage).passages(), language);
    }

    /** The same where no more than the passages is known, so that nothing can be said to be left open. */
    Verdict verify(String sentenceWithMarkers, List<Passage> evidence, Language language) {
        return verify(sentenceWithMarkers, evidence, passage -> List.of(), language);
    }

    private Verdict verify(String sentenceWithMarkers, List<Passage> evidence,
            Function<Passage, List<Passage>> documents, Language language) {
        if (sentenceWithMarkers.length() > LONGEST_RAW) {
            return rejected("", Gate.LENGTH, "it is longer than " + LengthCheck.LONGEST + " characters");
        }
        String text = Markers.without(sentenceWithMarkers);
        List<Integer> numbers = Markers.numbers(sentenceWithMarkers);
        if (numbers.isEmpty()) {
            return rejected(text, Gate.MARKERS, "there is no marker");
        }
        for (int number : numbers) {
            if (number < 1 || number > evidence.size()) {
                return rejected(text, Gate.MARKERS, "marker [" + number + "] has no passage");
            }
        }
        CitedSentence sentence = new CitedSentence(text, passages(numbers, evidence), language);
        for (Check check : checks) {
            Optional<String> fault = check.fault(sentence);
            if (fault.isPresent()) {
                return rejected(text, check.gate(), fault.get());
            }
        }
        return sentence.cited().size() == 1 && finder.isWhole(text, sentence.cited())
                ? supported(sentence)
                : compared(sentenceWithMarkers, sentence, evidence, documents);
    }

    /** Compares each part of the sentence with the passages whose markers follow it. */
    private Verdict compared(String sentenceWithMarkers, CitedSentence sentence, List<Passage> evidence,
            Function<Passage, List<Passage>> documents) {
        Reading before = reader.read("");
        List<Source> all = sentence.cited().stream().map(this::source).toList();
        for (Markers.Part part : Markers.parts(sentenceWithMarkers)) {
            List<Passage> cited = passages(part.numbers(), evidence);
            List<Source> sources = cited.stream().map(this::source).toList();
            String told = told(part.text(), sources, evidence,
                    cited.stream().map(documents).flatMap(List::stream).toList());
            if (told.isBlank()) {
                continue;
            }
            Reading said = reader.readOn(before, told);
            before = said;
            for (Comparison comparison : comparisons) {
                Optional<String> fault = comparison.fault(said, sources, all);
                if (fault.isPresent()) {
                    return new Rejected(sentence.text(), comparison.gate(), fault.get(),
                            clause(said, part.text(), sources));
                }
            }
        }
        return supported(sentence);
    }

    /** What the part tells besides what is proven otherwise than by the words of a passage. */
    private String told(String text, List<Source> cited, List<Passage> evidence, List<Passage> document) {
        String folded = reader.folded(text);
        String told = OpeningHours.without(folded, reader, cited);
        Silence silence = new Silence(told);
        boolean proven = silence.isSilent() && !document.isEmpty() && silence.isProven(reader, cited,
                evidence.stream().filter(document::contains).map(this::source).toList(),
                document.stream().map(this::source).toList());
        told = proven || !silence.isSilent() ? silence.told() : told;
        // what is taken out bore out the reply
        return told.equals(folded) ? text : reader.withoutOpening(told);
    }

    /** A passage is read once, not for every sentence that cites it. */
    private Source source(Passage passage) {
        if (read.size() > MOST_READ) {
            read.clear();
        }
        return read.computeIfAbsent(passage, unread -> Source.of(unread, reader));
    }

    private Supported supported(CitedSentence sentence) {
        return new Supported(sentence.text(),
                sentence.cited().stream().map(passage -> finder.find(sentence.text(), passage)).toList());
    }

    private Optional<Grounds> clause(Reading said, String text, List<Source> sources) {
        return sources.stream().filter(source -> SupportCheck.isRelated(said, source)).findFirst()
                .map(source -> finder.find(text, source.passage()));
    }

    private static List<Passage> passages(List<Integer> numbers, List<Passage> evidence) {
        return numbers.stream().map(number -> evidence.get(number - 1)).toList();
    }

    private static Rejected rejected(String text, Gate gate, String reason) {
        return new Rejected(text, gate, reason, Optional.empty());
    }
}
