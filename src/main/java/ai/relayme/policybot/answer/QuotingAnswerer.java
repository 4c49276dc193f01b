package ai.relayme.policybot.answer;

import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.glossary.Concept;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.language.SentenceSplitter;
import ai.relayme.policybot.language.SentenceSplitter.Span;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.retrieval.Retrieval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers in the passages' own sentences: those that speak of what was asked, in reading order. Immutable. */
public final class QuotingAnswerer {
    /** Concepts of less weight are in every policy. */
    private static final double LEAST_WEIGHT = 0.5;

    /** A concept that the question names counts beside the chance that the question is about it. */
    private static final double NAMED_SHARE = 0.3;

    /** A sentence with nearly as much of what is asked as the best one is quoted with it. */
    private static final double NEARLY = 0.8;

    /** What is this much as likely as the section's topic, and more special, may be what is asked. */
    private static final double NEARLY_AS_LIKELY = 0.7;

    /** From this chance on the question is taken to be about a concept. */
    private static final double SURE = 0.2;

    /** A question to be answered with yes or no. */
    private static final Pattern WHETHER = Pattern.compile(
            "^(?:(?:and|but|so|ok|hi|hello)\\b,? )?(?:is|are|am|do|does|did|have|has|can|could|will|would|may|might|must)\\b"
                    + "|, ?(?:right|correct|yes|no|true|(?:is|are|do|does|did|have|has|can|could|will|would) \\w+)[\\p{P}\\s]*$"
                    + "|[吗嗎么麼吧][\\p{P}\\s]*$|[吗嗎]|(\\p{IsHan})[不没沒無唔冇]\\1|有冇|[系係]咪|是否|[会會]否|可否|[对對]吧?[\\p{P}\\s]*$",
            Pattern.CASE_INSENSITIVE);

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

    /** Quotes into the draft what answers the question, from what was found for it. What it tells already is left out. */
    public void answer(Retrieval retrieval, Draft draft) {
        List<Draft.Run> chosen = new ArrayList<>();
        for (Passage passage : retrieval.best()) {
            List<Draft.Run> runs = runs(passage, retrieval);
            List<Passage> items = items(retrieval, passage);
            // asked about what introduces a list, the list is the answer
            if (!items.isEmpty() && runs.getLast().end() == passage.text().length()
                    && asksForList(passage, runs.getLast(), retrieval)) {
                runs = Stream.concat(denial(runs.getLast(), retrieval).stream(), items.stream().map(Draft.Run::whole))
                        .toList();
            }
            runs.stream().filter(run -> !draft.tells(run.passage()) && !draft.says(run.text())).forEach(chosen::add);
        }
        lead(chosen, draft);
        quote(chosen, draft);
    }

    /**
     * Quotes the runs, and after the last item of a list the sentence that introduces the list: an item alone has neither a
     * verb nor the limits that the policy sets for all of them. It comes after them, since they are what was asked.
     */
    private void quote(List<Draft.Run> runs, Draft draft) {
        for (int i = 0; i < runs.size(); i++) {
            Passage passage = runs.get(i).passage();
            draft.quote(runs.get(i));
            if (passage.isListItem()
                    && (i + 1 == runs.size() || !runs.get(i + 1).passage().lead().equals(passage.lead()))) {
                introduce(passage, draft);
            }
        }
    }

    private void introduce(Passage item, Draft draft) {
        draft.corpus().documentOf(item).passages().stream().filter(lead -> lead.introduces(item))
                .filter(lead -> !draft.cites(lead)).findFirst().ifPresent(lead -> {
                    Span introduction = sentences.split(lead.text(), lead.language()).getLast();
                    draft.say(texts.listLead(draft.language()));
                    draft.quote(new Draft.Run(lead, introduction.start(), introduction.end()));
                });
    }

    /** Quotes that are all names, or in another language, are led in by words the visitor reads. */
    private void lead(List<Draft.Run> runs, Draft draft) {
        String words = runs.stream().map(Draft.Run::text).collect(Collectors.joining(" "));
        if (languages.detectOr(words, draft.language()).isChinese() != draft.language().isChinese()) {
            draft.say(texts.quoteLead(draft.language()));
        }
    }

    /** Quotes into the draft the whole of passages, with what introduces a list where they are items of one. */
    public void quoteWhole(List<Passage> passages, Draft draft) {
        quote(passages.stream().map(Draft.Run::whole).toList(), draft);
    }

    /** A passage that says something before it introduces its list: whoever asks whether something is so reads that first. */
    private static Optional<Draft.Run> denial(Draft.Run introduction, Retrieval retrieval) {
        boolean denies = introduction.start() > 0 && WHETHER.matcher(retrieval.query().text()).find();
        return denies ? Optional.of(Draft.Run.whole(introduction.passage())) : Optional.empty();
    }

    /** The items of the list that a passage introduces, none if it introduces no list. */
    private static List<Passage> items(Retrieval retrieval, Passage lead) {
        Document document = retrieval.corpus().documentOf(lead);
        return document.passages().stream().filter(lead::introduces).toList();
    }

    /**
     * Whether what the question most likely asks about is what the section is about, too: then it wants the list. Else, or
     * where something else that the introduction speaks of is nearly as likely, such as whether that is all, it wants the
     * sentence that introduces the list.
     */
    private boolean asksForList(Passage lead, Draft.Run introduction, Retrieval retrieval) {
        Set<Concept> topics = glossary.concepts(tokenizer.tokens(lead.heading()));
        Map<Boolean, Double> likeliest = glossary.concepts(tokenizer.tokens(introduction.text())).stream()
                .collect(Collectors.toMap(concept -> topics.stream().anyMatch(topic -> isRelated(topic, concept)),
                        concept -> retrieval.asked().getOrDefault(concept, 0.0), Math::max));
        double topic = likeliest.getOrDefault(true, 0.0);
        double other = likeliest.getOrDefault(false, 0.0);
        return other < SURE || other < NEARLY_AS_LIKELY * topic;
    }

    private static boolean isRelated(Concept a, Concept b) {
        return a.equals(b) || a.sees(b) || b.sees(a);
    }

    /** The sentences of a passage that speak most of what the question asks about; all of it where none stands out. */
    private List<Draft.Run> runs(Passage passage, Retrieval retrieval) {
        List<Span> spans = sentences.split(passage.text(), passage.language());
        if (spans.size() == 1) {
            return List.of(Draft.Run.whole(passage));
        }
        Set<Concept> named = glossary.concepts(tokenizer.tokens(retrieval.query().text()));
        List<Double> shared = new ArrayList<>();
        double most = 0;
        for (Span span : spans) {
            double share = 0;
            for (Concept concept : glossary.concepts(tokenizer.tokens(span.in(passage.text())))) {
                if (concept.weight() >= LEAST_WEIGHT) {
                    share += retrieval.asked().getOrDefault(concept, 0.0) + (named.contains(concept) ? NAMED_SHARE : 0);
                }
            }
            shared.add(share);
            most = Math.max(most, share);
        }
        if (most == 0) {
            return List.of(Draft.Run.whole(passage));
        }
        List<Draft.Run> runs = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            if (shared.get(i) >= NEARLY * most) {
                runs.add(new Draft.Run(passage, spans.get(i).start(), spans.get(i).end()));
            }
        }
        return runs;
    }
}
