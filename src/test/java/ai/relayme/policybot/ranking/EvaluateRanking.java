package ai.relayme.policybot.ranking;

import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.retrieval.PassageIndex;
import ai.relayme.policybot.retrieval.RankedPassage;
import ai.relayme.policybot.vectors.TextEmbedder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Prints how well passages are ranked for the questions of a set: shares of questions with an answering passage first, among
 * the first three and five, the mean reciprocal rank among the first ten, and how long a search takes. Arguments:
 * {@code on|off} for the vectors, then files; {@code .jsonl} files are golden questions over {@code corpus}, or
 * over the folder that was named before them, {@code .json} files are in the form of SQuAD and bring their own passages.
 */
public final class EvaluateRanking {
    private static final int DEPTH = 10;
    private static final double MICROSECOND = 1e3;

    private EvaluateRanking() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        ScriptFolder scripts = new ScriptFolder();
        Tokenizer tokenizer = new Tokenizer(scripts);
        Glossary glossary = Glossary.read();
        long began = System.nanoTime();
        Optional<TextEmbedder> embedder = arguments[0].equals("on")
                ? Optional.of(TextEmbedder.read())
                : Optional.empty();
        System.out.printf(Locale.ROOT, "vectors %s, read in %.0f ms%n", arguments[0],
                (System.nanoTime() - began) / 1e6);
        System.out.printf("%-34s %5s %6s %6s %6s %6s %8s %8s%n", "set", "n", "r@1", "r@3", "r@5", "mrr@10", "p50 us",
                "p99 us");
        Path corpus = Path.of("corpus");
        for (String file : Arrays.asList(arguments).subList(1, arguments.length)) {
            Path path = Path.of(file);
            if (Files.isDirectory(path)) {
                corpus = path;
                continue;
            }
            RankingSet set = file.endsWith(".jsonl")
                    ? RankingSet.golden(corpus, path)
                    : RankingSet.squad(path, new LanguageDetector(scripts));
            PassageIndex index = new PassageIndex(set.corpus(), glossary, tokenizer, scripts, embedder);
            set.questions().forEach(asked -> index.search(asked.query(), DEPTH));
            Map<String, Tally> tallies = new TreeMap<>();
            for (RankingSet.Asked asked : set.questions()) {
                if (asked.relevant().isEmpty()) {
                    continue;
                }
                long start = System.nanoTime();
                List<RankedPassage> found = index.search(asked.query(), DEPTH);
                long took = System.nanoTime() - start;
                int rank = 0;
                while (rank < found.size() && !asked.relevant().contains(found.get(rank).passage().id())) {
                    rank++;
                }
                for (String group : List.of("", " " + asked.query().language().tag())) {
                    tallies.computeIfAbsent(path.getFileName() + group, name -> new Tally())
                            .add(rank < found.size() ? rank + 1 : 0, took);
                }
            }
            tallies.forEach((name, tally) -> tally.print(name));
        }
    }

    private static final class Tally {
        private final List<Integer> ranks = new ArrayList<>();
        private final List<Long> times = new ArrayList<>();

        void add(int rank, long time) {
            ranks.add(rank);
            times.add(time);
        }

        private double within(int depth) {
            return ranks.stream().filter(rank -> rank > 0 && rank <= depth).count() / (double) ranks.size();
        }

        void print(String name) {
            List<Long> sorted = times.stream().sorted().toList();
            System.out.printf(Locale.ROOT, "%-34s %5d %6.3f %6.3f %6.3f %6.3f %8.0f %8.0f%n", name, ranks.size(),
                    within(1),
                    within(3), within(5),
                    ranks.stream().mapToDouble(rank -> rank == 0 ? 0 : 1.0 / rank).average().orElse(0),
                    sorted.get(sorted.size() / 2) / MICROSECOND, sorted.get(sorted.size() * 99 / 100) / MICROSECOND);
        }
    }
}
