package ai.relayme.policybot.grounding;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.CorpusException;
import ai.relayme.policybot.corpus.CorpusReader;
import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.SentenceSplitter;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.reading.Reader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sentences that the gates are measured by, and the passages that they cite. */
public final class Sentences {
    private static final Map<String, String> DOCUMENTS = Map.of("p", "privacy-policy", "c", "contact", "t", "terms");

    private static final Pattern KIND = Pattern.compile("# ([A-Z_]+)");

    private final Corpus corpus;

    private Sentences(Corpus corpus) {
        this.corpus = corpus;
    }

    /** A sentence with markers, and the passages that they mean, which are of the corpus. */
    public record Sentence(String text, List<Passage> evidence, Corpus corpus, Language language) {
        /** What the verifier says of it. */
        public Verdict verdict(Verifier verifier) {
            return verifier.verify(text, evidence, corpus, language);
        }
    }

    /** Those about the shipped corpus. */
    public static Sentences ofShippedCorpus() {
        return of(Path.of("corpus"));
    }

    static Sentences of(Path corpus) {
        try {
            return new Sentences(new CorpusReader(documents -> List.of()).read(corpus));
        } catch (CorpusException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The gates as they stand, for a corpus of the operator's. */
    public static Verifier verifier(String operator) {
        ScriptFolder scripts = new ScriptFolder();
        return new Verifier(new LanguageDetector(scripts), new SentenceSplitter(),
                new Reader(new Tokenizer(scripts), scripts, operator));
    }

    Corpus corpus() {
        return corpus;
    }

    /** The sentences of a file and language. */
    public List<Sentence> read(String name, Language language) {
        return readByKind(name, language).values().stream().flatMap(List::stream).toList();
    }

    /** The same under the kind that heads them, a line such as {@code # NUMBER}; those before the first under none. */
    public Map<String, List<Sentence>> readByKind(String name, Language language) {
        Map<String, List<Sentence>> kinds = new LinkedHashMap<>();
        List<Sentence> sentences = kinds.computeIfAbsent("", kind -> new ArrayList<>());
        for (String line : lines(name + "-" + language.tag() + ".txt")) {
            Matcher kind = KIND.matcher(line);
            if (kind.matches()) {
                sentences = kinds.computeIfAbsent(kind.group(1), heading -> new ArrayList<>());
            }
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            int bar = line.indexOf('|');
            List<Passage> evidence = new ArrayList<>();
            for (String place : line.substring(0, bar).strip().split(" ", -1)) {
                evidence.add(passage(place, language));
            }
            sentences.add(new Sentence(line.substring(bar + 1).strip(), List.copyOf(evidence), corpus, language));
        }
        return kinds;
    }

    private Passage passage(String place, Language language) {
        int at = place.indexOf('@');
        Language in = at < 0 ? language : Language.ofTag(place.substring(at + 1)).orElseThrow();
        String document = DOCUMENTS.getOrDefault(place.substring(0, 1), place.substring(0, 1));
        String id = document + ":" + place.substring(1, at < 0 ? place.length() : at);
        for (Document version : corpus.versions(document)) {
            if (version.language() == in) {
                return version.passage(id).orElseThrow(() -> new IllegalStateException(place));
            }
        }
        throw new IllegalStateException(place);
    }

    private static List<String> lines(String resource) {
        try (InputStream stream = Sentences.class.getResourceAsStream("/grounding/" + resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
