package ai.relayme.policybot.grounding;

import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.language.SentenceSplitter;
import ai.relayme.policybot.language.SentenceSplitter.Span;
import com.ibm.icu.text.Transliterator;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the run of a passage that is shown as the grounds of a sentence. Safe for concurrent use. */
final class GroundsFinder {
    private static final Pattern WORD = Pattern.compile("[\\p{IsHan}]+|[\\p{L}\\p{N}&&[^\\p{IsHan}]]+");

    private final SentenceSplitter splitter;
    private final Transliterator simplifier = Transliterator.getInstance("Traditional-Simplified");

    GroundsFinder(SentenceSplitter splitter) {
        this.splitter = splitter;
    }

    /** The words quoted, else the sentence of the passage that has most in common with the text, else all of it. */
    Grounds find(String text, Passage passage) {
        Span run = longestQuote(text, passage).orElseGet(() -> nearestSentence(text, passage));
        int start = passage.text().codePointCount(0, run.start());
        return new Grounds(passage, start, start + passage.text().codePointCount(run.start(), run.end()));
    }

    /** Whether the text is a passage, or a sentence of one, as it stands: a part of a sentence may lack its condition. */
    boolean isWhole(String text, List<Passage> passages) {
        return passages.stream().anyMatch(passage -> passage.text().equals(text)
                || splitter.split(passage.text(), passage.language()).stream()
                        .anyMatch(sentence -> sentence.in(passage.text()).equals(text)));
    }

    private static Optional<Span> longestQuote(String text, Passage passage) {
        return Quotes.in(text).stream().flatMap(quote -> Quotes.find(quote, passage.text()).stream())
                .max(Comparator.comparingInt(GroundsFinder::length));
    }

    private Span nearestSentence(String text, Passage passage) {
        List<Span> sentences = splitter.split(passage.text(), passage.language());
        Span nearest = new Span(0, passage.text().length());
        if (sentences.size() < 2) {
            return nearest;
        }
        Set<String> words = words(text);
        int most = 0;
        for (Span sentence : sentences) {
            Set<String> shared = words(sentence.in(passage.text()));
            shared.retainAll(words);
            // of two with as much in common the shorter one says it more plainly
            if (shared.size() > most
                    || (shared.size() == most && most > 0 && length(sentence) < length(nearest))) {
                most = shared.size();
                nearest = sentence;
            }
        }
        return nearest;
    }

    /** Words of scripts with spaces, and pairs of neighbouring Han characters, whichever script they are written in. */
    private Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        Matcher matcher = WORD.matcher(simplifier.transliterate(text).toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            String word = matcher.group();
            int[] letters = word.codePoints().toArray();
            if (!Character.isIdeographic(letters[0]) || letters.length == 1) {
                words.add(word);
                continue;
            }
            for (int i = 0; i + 1 < letters.length; i++) {
                words.add(new String(letters, i, 2));
            }
        }
        return words;
    }

    private static int length(Span span) {
        return span.end() - span.start();
    }
}
