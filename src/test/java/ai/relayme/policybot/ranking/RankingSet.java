package ai.relayme.policybot.ranking;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.CorpusException;
import ai.relayme.policybot.corpus.CorpusFiles;
import ai.relayme.policybot.corpus.CorpusReader;
import ai.relayme.policybot.evaluation.GoldenFileException;
import ai.relayme.policybot.evaluation.GoldenQuestion;
import ai.relayme.policybot.evaluation.GoldenQuestions;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.retrieval.Query;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Questions over a corpus, each with the passages that answer it.
 *
 * @param corpus    what is searched
 * @param questions the questions
 */
record RankingSet(Corpus corpus, List<Asked> questions) {
    /** Characters that mean something to Markdown. */
    private static final Pattern MARKUP = Pattern.compile("([\\\\`*_{}\\[\\]()#+.!|<>~&-])");

    /** A file of the corpus must not be too large. */
    private static final int MOST_PASSAGES = 200;

    RankingSet {
        questions = List.copyOf(questions);
    }

    /** A question; no relevant passage where it has no answer. */
    record Asked(Query query, Set<String> relevant) {
        Asked {
            relevant = Set.copyOf(relevant);
        }
    }

    /** Golden questions that somebody wants answered from the policy, or that have no answer in it, over that corpus. */
    static RankingSet golden(Path corpus, Path file) throws CorpusException, GoldenFileException {
        List<Asked> questions = new ArrayList<>();
        for (GoldenQuestion question : GoldenQuestions.read(file)) {
            if (Set.of("answerable", "rights_info", "unanswerable").contains(question.kind().label())
                    && question.history().isEmpty()) {
                questions.add(new Asked(Query.of(question.question(), question.language()),
                        Set.copyOf(question.gold())));
            }
        }
        return new RankingSet(new CorpusReader(documents -> List.of()).read(corpus), questions);
    }

    /**
     * A set in the form of SQuAD: each title is a document and each paragraph a passage. A question that stands at
     * several paragraphs of a document is asked once and answered by each. Titles of one paragraph are searched
     * together.
     */
    static RankingSet squad(Path file, LanguageDetector languages) throws IOException, CorpusException {
        JsonNode data = new ObjectMapper().readTree(file.toFile()).path("data");
        boolean whole = data.size() > 0 && data.valueStream().allMatch(title -> title.path("paragraphs").size() <= 1);
        Map<String, List<String>> passages = new LinkedHashMap<>();
        Map<String, Map<String, Set<String>>> relevant = new LinkedHashMap<>();
        Language language = languages.detectOr(data.findValuesAsText("context").stream().limit(20).toList().toString(),
                Language.EN);
        for (int i = 0; i < data.size(); i++) {
            String document = "document-" + (whole ? i / MOST_PASSAGES : i);
            List<String> texts = passages.computeIfAbsent(document, id -> new ArrayList<>());
            for (JsonNode paragraph : data.get(i).path("paragraphs")) {
                texts.add(MARKUP.matcher(paragraph.path("context").asText().replaceAll("\\s+", " ").strip())
                        .replaceAll("\\\\$1"));
                String id = document + ":0." + texts.size();
                for (JsonNode question : paragraph.path("qas")) {
                    relevant.computeIfAbsent(document, name -> new LinkedHashMap<>())
                            .computeIfAbsent(question.path("question").asText(), text -> new LinkedHashSet<>()).add(id);
                }
            }
        }
        Path folder = Files.createTempDirectory("ranking");
        try {
            passages.forEach((document, texts) -> CorpusFiles.write(folder, language.tag() + "/" + document + ".md",
                    CorpusFiles.document(document, "official", String.join("\n\n", texts))));
            List<Asked> questions = new ArrayList<>();
            relevant.forEach((document, asked) -> asked.forEach((question, ids) -> questions
                    .add(new Asked(new Query(question, "", language, whole ? Set.of() : Set.of(document)), ids))));
            return new RankingSet(new CorpusReader(documents -> List.of()).read(folder), questions);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path path : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
