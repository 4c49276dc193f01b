package ai.relayme.policybot.grounding;

import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.grounding.Verdict.Rejected;
import ai.relayme.policybot.grounding.Verdict.Supported;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.language.SentenceSplitter;
import java.util.List;
import java.util.Optional;

/** Tells whether a sentence that a model wrote may be shown, and what it rests on. Safe for concurrent use. */
public final class Verifier {
    /** A marker takes at most eleven characters; beyond this many in all a sentence is not looked at any further. */
    private static final int LONGEST_RAW = 4 * LengthCheck.LONGEST;

    private final List<Check> checks;
    private final GroundsFinder finder;

    public Verifier(LanguageDetector detector, SentenceSplitter splitter) {
        finder = new GroundsFinder(splitter);
        checks = List.of(new LengthCheck(), new FormCheck(), new QuoteCheck(), new ScriptCheck(detector));
    }

    /**
     * Puts a sentence through the gates, the cheap ones first; it fails by the first that does not let it through.
     *
     * @param sentenceWithMarkers the sentence as the model wrote it, of any length
     * @param evidence            the passages the model was given; marker {@code [n]} means the n-th of them
     * @param language            the visitor's language
     */
    public Verdict verify(String sentenceWithMarkers, List<Passage> evidence, Language language) {
        if (sentenceWithMarkers.length() > LONGEST_RAW) {
            return new Rejected("", Gate.LENGTH, "it is longer than " + LengthCheck.LONGEST + " characters");
        }
        String text = Markers.without(sentenceWithMarkers);
        List<Integer> numbers = Markers.numbers(sentenceWithMarkers);
        if (numbers.isEmpty()) {
            return new Rejected(text, Gate.MARKERS, "there is no marker");
        }
        for (int number : numbers) {
            if (number < 1 || number > evidence.size()) {
                return new Rejected(text, Gate.MARKERS, "marker [" + number + "] has no passage");
            }
        }
        Draft draft = new Draft(text, numbers.stream().map(number -> evidence.get(number - 1)).toList(), language);
        for (Check check : checks) {
            Optional<String> fault = check.fault(draft);
            if (fault.isPresent()) {
                return new Rejected(text, check.gate(), fault.get());
            }
        }
        return new Supported(text, draft.cited().stream().map(passage -> finder.find(text, passage)).toList());
    }
}
