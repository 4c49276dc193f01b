package ai.relayme.policybot.answer;

import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.language.SentenceSplitter;
import ai.relayme.policybot.language.SentenceSplitter.Span;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.language.Tokenizer.Token;
import ai.relayme.policybot.retrieval.Retrieval;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Answers in the passages' own sentences: those that speak of what was asked, in reading order. Immutable. */
public final class QuotingAnswerer {
    private final SentenceSplitter sentences;
    private final Tokenizer tokenizer;
    private final Glossary glossary;
    private final LanguageDetector languages;
    private final FixedTexts texts;

    public QuotingAnswerer(SentenceSplitter sentences, Tokenizer tokenizer, Glossary glossary,
            LanguageDetector languages, FixedTexts texts) {
        this.languages = languages;
        this.texts = texts;
        this.sentences = sentences;
        this.tokenizer = tokenizer;
        this.glossary = glossary;
    }

    /** Quotes into the draft what answers the question, from what was found for it. Passages cited already are left out. */
    public void answer(Retrieval retrieval, Draft draft) {
        List<Draft.Run> chosen = new ArrayList<>();
        for (Passage passage : retrieval.best()) {
            List<Draft.Run> runs = runs(passage, retrieval.query().text());
            List<Passage> items = items(retrieval, passage);
            // asked about what introduces a list, the list is the answer
            if (!items.isEmpty() && runs.getFirst().end() == passage.text().length()) {
                runs = items.stream().map(Draft.Run::whole).toList();
            }
            runs.stream().filter(run -> !draft.cites(run.passage())).forEach(chosen::add);
        }
        lead(chosen, draft);
        chosen.forEach(draft::quote);
    }

    /** Quotes that are all names, or in another language, are led in by words the visitor reads. */
    private void lead(List<Draft.Run> runs, Draft draft) {
        String words = runs.stream().map(Draft.Run::text).collect(Collectors.joining(" "));
        if (languages.detectOr(words, draft.language()).isChinese() != draft.language().isChinese()) {
            draft.say(texts.quoteLead(draft.language()));
        }
    }

    /** Quotes into the draft the whole of a passage. */
    public void quoteWhole(Passage passage, Draft draft) {
        draft.quote(Draft.Run.whole(passage));
    }

    /** The items of the list that a passage introduces, none if it introduces no list. */
    private static List<Passage> items(Retrieval retrieval, Passage lead) {
        Document document = retrieval.corpus().documentOf(lead);
        return document.passages().stream()
                .filter(passage -> passage.section() == lead.section() && passage.isListItem()
                        && passage.lead().equals(lead.text()))
                .toList();
    }

    /** The sentences of a passage that share most with the question; all of it where none stands out. */
    private List<Draft.Run> runs(Passage passage, String question) {
        List<Span> spans = sentences.split(passage.text(), passage.language());
        Set<String> asked = features(question);
        List<Integer> shared = new ArrayList<>();
        int most = 0;
        for (Span span : spans) {
            Set<String> features = features(span.in(passage.text()));
            features.retainAll(asked);
            shared.add(features.size());
            most = Math.max(most, features.size());
        }
        if (most == 0 || spans.size() == 1) {
            return List.of(Draft.Run.whole(passage));
        }
        List<Draft.Run> runs = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            if (shared.get(i) == most) {
                runs.add(new Draft.Run(passage, spans.get(i).start(), spans.get(i).end()));
            }
        }
        return runs;
    }

    private Set<String> features(String text) {
        List<Token> tokens = tokenizer.tokens(text);
        Set<String> features = new HashSet<>();
        glossary.concepts(tokens).stream().filter(concept -> concept.weight() >= 0.5)
                .forEach(concept -> features.add(concept.id()));
        return features;
    }
}
