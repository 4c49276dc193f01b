package ai.relayme.policybot.divergence;

import ai.relayme.policybot.corpus.Divergence;
import ai.relayme.policybot.corpus.Divergence.Kind;
import ai.relayme.policybot.corpus.Divergence.Side;
import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.corpus.VersionComparison;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.SentenceSplitter;
import ai.relayme.policybot.language.Tokenizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds where the language versions of documents disagree. It compares what both must have, not what it would take a
 * translator to judge: a word replaced by another of the same sort is not found. Immutable.
 */
public final class DivergenceFinder implements VersionComparison {
    private final SignalReader reader;
    private final ScriptCheck scripts;

    public DivergenceFinder(Glossary glossary, Tokenizer tokenizer, ScriptFolder scripts, LanguageDetector languages,
            SentenceSplitter sentences) {
        this.reader = new SignalReader(glossary, tokenizer, scripts, sentences);
        this.scripts = new ScriptCheck(languages, sentences);
    }

    @Override
    public List<Divergence> compare(List<Document> documents) {
        Map<String, List<Document>> versions = new TreeMap<>();
        Set<Language> languages = EnumSet.noneOf(Language.class);
        for (Document document : documents) {
            versions.computeIfAbsent(document.id(), id -> new ArrayList<>()).add(document);
            languages.add(document.language());
        }
        List<Divergence> found = new ArrayList<>();
        versions.forEach((id, ofDocument) -> {
            ofDocument.sort((a, b) -> a.language().compareTo(b.language()));
            missing(id, ofDocument, languages, found);
            List<Text> texts = ofDocument.stream().map(version -> new Text(version, reader, scripts)).toList();
            for (int i = 0; i < texts.size(); i++) {
                for (int j = i + 1; j < texts.size(); j++) {
                    found.addAll(new VersionPair(texts.get(i), texts.get(j)).divergences());
                }
            }
        });
        return List.copyOf(found);
    }

    /** A language in which the corpus has other documents is one whose readers should have this one too. */
    private static void missing(String id, List<Document> versions, Set<Language> languages, List<Divergence> found) {
        Document there = versions.getFirst();
        for (Language language : languages) {
            if (versions.stream().noneMatch(version -> version.language() == language)) {
                found.add(new Divergence(Kind.MISSING_DOCUMENT, id,
                        new Side(there.language(), there.title(), List.of()), new Side(language, "", List.of())));
            }
        }
    }
}
