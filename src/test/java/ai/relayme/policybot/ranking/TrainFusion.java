package ai.relayme.policybot.ranking;

import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.retrieval.PassageIndex;
import ai.relayme.policybot.retrieval.RankedPassage;
import ai.relayme.policybot.retrieval.Signals;
import ai.relayme.policybot.vectors.TextEmbedder;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Fits the weights and the bias of the fusion of signals and prints them, with how well they do on golden questions that
 * they were not fitted to. Weights are those under which the passages that answer are likeliest to come first (a softmax
 * over the passages of each question), none below zero; then scale and bias are those under which the score of the first
 * passage is the chance that it answers (a logistic regression, to which questions without an answer belong too). Arguments:
 * {@code on|off} for the vectors, {@code ablate} to leave out one kind of signal after the other as well, then files as in
 * {@link EvaluateRanking}; of a {@code .json} file one question in four is used, at a low weight.
 */
public final class TrainFusion {
    private static final int DEPTH = 200;
    private static final int FOLDS = 5;
    private static final int ROUNDS = 200;
    private static final double RATE = 0.05;
    private static final double SHRINKAGE = 0.3;
    private static final double FOREIGN_WEIGHT = 0.15;
    private static final int ONE_OF_FOREIGN = 4;

    /** What is left out, one after the other. */
    private static final Map<String, Set<String>> ABLATIONS = ablations();

    private TrainFusion() {}

    private static Map<String, Set<String>> ablations() {
        Map<String, Set<String>> ablations = new LinkedHashMap<>();
        ablations.put("everything", Set.of());
        ablations.put("without words", Set.of("words", "evidence", "contextWords", "wordCover"));
        ablations.put("without concepts", Set.of("concepts"));
        ablations.put("without topics", Set.of("topics", "contextTopics"));
        ablations.put("without meaning", Set.of("meaning", "surroundings"));
        ablations.put("without surroundings", Set.of("contextWords", "contextTopics", "surroundings"));
        ablations.put("words alone",
                Set.of("concepts", "topics", "contextTopics", "meaning", "surroundings"));
        return ablations;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Case(double[][] signals, boolean[] relevant, String language, double weight,
            boolean golden) {
        boolean isAnswerable() {
            for (boolean answers : relevant) {
                if (answers) {
                    return true;
                }
            }
            return false;
        }

        int rank(double[] weights) {
            double best = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < signals.length; i++) {
                best = relevant[i] ? Math.max(best, dot(weights, signals[i])) : best;
            }
            double least = best;
            return 1 + (int) Arrays.stream(signals).filter(other -> dot(weights, other) > least).count();
        }

        int first(double[] weights) {
            int first = 0;
            for (int i = 1; i < signals.length; i++) {
                first = dot(weights, signals[i]) > dot(weights, signals[first]) ? i : first;
            }
            return first;
        }
    }

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        List<Case> cases = new ArrayList<>();
        for (String file : Arrays.asList(arguments).subList(1, arguments.length)) {
            cases.addAll(cases(Path.of(file), !arguments[0].equals("off")));
        }
        List<Case> golden = new ArrayList<>(cases.stream().filter(one -> one.golden && one.isAnswerable()).toList());
        List<Case> foreign = cases.stream().filter(one -> !one.golden).toList();
        Collections.shuffle(golden, new Random(5));
        (arguments[0].equals("ablate") ? ABLATIONS : Map.of("everything", Set.<String>of()))
                .forEach((name, without) -> crossValidate(name, without, golden, foreign));
        List<Case> all = new ArrayList<>(golden);
        all.addAll(foreign);
        double[] weights = fit(all, Set.of());
        double[] line = calibrate(cases.stream().filter(Case::golden).toList(), weights);
        RecordComponent[] names = Signals.class.getRecordComponents();
        for (int i = 0; i < weights.length; i++) {
            System.out.printf(Locale.ROOT, "%-14s %.2f%n", names[i].getName(), weights[i] * line[0]);
        }
        System.out.printf(Locale.ROOT, "%-14s %.2f%n", "bias", line[1]);
    }

    private static List<Case> cases(Path file, boolean vectors) throws Exception {
        ScriptFolder scripts = new ScriptFolder();
        Tokenizer tokenizer = new Tokenizer(scripts);
        boolean golden = file.toString().endsWith(".jsonl");
        RankingSet set = golden
                ? RankingSet.golden(Path.of("corpus"), file)
                : RankingSet.squad(file, new LanguageDetector(scripts));
        PassageIndex index = new PassageIndex(set.corpus(), Glossary.read(), tokenizer, scripts,
                vectors ? Optional.of(TextEmbedder.read()) : Optional.empty());
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < set.questions().size(); i += golden ? 1 : ONE_OF_FOREIGN) {
            RankingSet.Asked asked = set.questions().get(i);
            List<RankedPassage> found = index.search(asked.query(), DEPTH);
            double[][] signals = found.stream().map(hit -> hit.signals().values()).toArray(double[][]::new);
            boolean[] relevant = new boolean[signals.length];
            for (int j = 0; j < relevant.length; j++) {
                relevant[j] = asked.relevant().contains(found.get(j).passage().id());
            }
            cases.add(new Case(signals, relevant, asked.query().language().tag(), golden ? 1 : FOREIGN_WEIGHT, golden));
        }
        return cases;
    }

    /** Fits to four fifths of the golden questions and ranks for the others, each in turn. */
    private static void crossValidate(String name, Set<String> without, List<Case> golden, List<Case> foreign) {
        Map<String, double[]> tallies = new TreeMap<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            List<Case> seen = new ArrayList<>(foreign);
            List<Case> unseen = new ArrayList<>();
            for (int i = 0; i < golden.size(); i++) {
                (i % FOLDS == fold ? unseen : seen).add(golden.get(i));
            }
            double[] weights = fit(seen, without);
            for (Case one : unseen) {
                int rank = one.rank(weights);
                for (String group : List.of("all", one.language)) {
                    double[] tally = tallies.computeIfAbsent(group, language -> new double[5]);
                    tally[0]++;
                    tally[1] += rank <= 1 ? 1 : 0;
                    tally[2] += rank <= 3 ? 1 : 0;
                    tally[3] += rank <= 5 ? 1 : 0;
                    tally[4] += rank <= 10 ? 1.0 / rank : 0;
                }
            }
        }
        tallies.forEach((group, tally) -> System.out.printf(Locale.ROOT,
                "%-22s %-8s r@1 %.3f r@3 %.3f r@5 %.3f mrr@10 %.3f of %.0f%n", name, group, tally[1] / tally[0],
                tally[2] / tally[0], tally[3] / tally[0], tally[4] / tally[0], tally[0]));
    }

    private static double[] fit(List<Case> cases, Set<String> without) {
        RecordComponent[] names = Signals.class.getRecordComponents();
        double[] weights = new double[cases.getFirst().signals[0].length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = without.contains(names[i].getName()) ? 0 : 1;
        }
        double[] squares = new double[weights.length];
        for (int round = 0; round < ROUNDS; round++) {
            double[] gradient = new double[weights.length];
            for (Case one : cases) {
                if (one.isAnswerable()) {
                    addGradient(one, weights, gradient);
                }
            }
            for (int i = 0; i < weights.length; i++) {
                gradient[i] -= 2 * SHRINKAGE * weights[i];
                squares[i] = 0.9 * squares[i] + 0.1 * gradient[i] * gradient[i];
                weights[i] = without.contains(names[i].getName())
                        ? 0
                        : Math.max(0, weights[i]
                                + RATE * gradient[i] / (Math.sqrt(squares[i]) + 1e-9) * (1 - round / (double) ROUNDS));
            }
        }
        return weights;
    }

    private static void addGradient(Case one, double[] weights, double[] gradient) {
        double[] chances = new double[one.signals.length];
        double most = Arrays.stream(one.signals).mapToDouble(signals -> dot(weights, signals)).max().orElse(0);
        double total = 0;
        double right = 0;
        for (int i = 0; i < chances.length; i++) {
            chances[i] = Math.exp(dot(weights, one.signals[i]) - most);
            total += chances[i];
            right += one.relevant[i] ? chances[i] : 0;
        }
        for (int i = 0; i < chances.length; i++) {
            double pull = one.weight * ((one.relevant[i] ? chances[i] / right : 0) - chances[i] / total);
            for (int j = 0; j < gradient.length; j++) {
                gradient[j] += pull * one.signals[i][j];
            }
        }
    }

    /** Scale and bias, by Newton's method. */
    private static double[] calibrate(List<Case> golden, double[] weights) {
        ToDoubleFunction<Case> score = one -> dot(weights, one.signals[one.first(weights)]);
        double[] line = {0, 0};
        for (int round = 0; round < ROUNDS; round++) {
            double[] g = new double[2];
            double[] h = new double[3];
            for (Case one : golden) {
                double x = score.applyAsDouble(one);
                double chance = 1 / (1 + Math.exp(-line[0] * x - line[1]));
                double error = (one.relevant[one.first(weights)] ? 1 : 0) - chance;
                double spread = chance * (1 - chance);
                g[0] += error * x;
                g[1] += error;
                h[0] += spread * x * x;
                h[1] += spread * x;
                h[2] += spread;
            }
            double determinant = h[0] * h[2] - h[1] * h[1];
            line[0] += (h[2] * g[0] - h[1] * g[1]) / determinant;
            line[1] += (h[0] * g[1] - h[1] * g[0]) / determinant;
        }
        return line;
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
