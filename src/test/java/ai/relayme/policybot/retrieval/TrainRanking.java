package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.corpus.CorpusReader;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.evaluation.GoldenQuestion;
import ai.relayme.policybot.evaluation.GoldenQuestion.Kind;
import ai.relayme.policybot.evaluation.GoldenQuestions;
import ai.relayme.policybot.glossary.ConceptClassifier;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.vectors.TextEmbedder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Fits {@code weights.txt} to the golden questions, and prints what weights that were fitted to the other sets reach on each:
 * first how often the best passage is a right one, then how well it is told whether to answer. Run it from the project's
 * root after the classifiers: {@code mvn -q test-compile exec:exec -Ptrain}.
 */
public final class TrainRanking {
    private static final Path FILE = Path.of("src/main/resources/ai/relayme/policybot/retrieval/weights.txt");
    private static final List<String> SETS = List.of("evaluation/dev", "golden/own", "golden/heldout", "golden/tune",
            "golden/english", "golden/misses-zh-tuned", "golden/misses-en-tuned", "golden/requests-tuned",
            "golden/visitors-tuned", "golden/visitors2-tuned", "golden/strangers-tuned", "golden/reader");
    private static final int PASSAGES = 100;
    /** From so many items on that all are wanted, the question is about their list. */
    private static final int FEWEST_OF_LIST = 3;

    private TrainRanking() {}

    /** A question with the passages found, and for each passage its numbers and whether it is right. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Ranked(String set, GoldenQuestion question, Asked asked, List<RankedPassage> hits,
            List<double[]> numbers, boolean[] right) {
        boolean hasRight() {
            for (boolean each : right) {
                if (each) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The evidence of a question, and whether it is to be answered. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Decided(String set, double[] numbers, boolean answer) {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        ScriptFolder scripts = new ScriptFolder();
        Tokenizer tokenizer = new Tokenizer(scripts);
        Glossary glossary = Glossary.read();
        PassageIndex index = new PassageIndex(new CorpusReader(documents -> List.of()).read(Path.of("corpus")),
                glossary, tokenizer, scripts,
                Optional.of(TextEmbedder.read()));
        QuestionReader reader = new QuestionReader(glossary, new ConceptClassifier(tokenizer, glossary), tokenizer);
        List<Ranked> all = new ArrayList<>();
        for (String set : SETS) {
            for (GoldenQuestion question : GoldenQuestions.read(Path.of("src/test/resources", set + ".jsonl"))) {
                all.add(ranked(set, question, index, reader));
            }
        }
        List<Ranked> answerable = all.stream().filter(each -> each.question().kind() != Kind.ATTACK
                && each.question().kind() != Kind.UNANSWERABLE && each.question().kind() != Kind.RIGHTS
                && each.question().kind() != Kind.RIGHTS_INFO && each.question().outcomes().contains("answered")
                && each.hasRight()).toList();
        for (String set : SETS) {
            double[] fit = Regression
                    .choice(inputs(answerable.stream().filter(each -> !each.set().equals(set)).toList()));
            List<Ranked> unseen = answerable.stream().filter(each -> each.set().equals(set)).toList();
            System.out.printf(Locale.ROOT, "%s best passage right %.3f of %d%n", set,
                    unseen.stream().filter(each -> each.right()[best(each, fit)]).count() / (double) unseen.size(),
                    unseen.size());
        }
        double[] fit = Regression.choice(inputs(answerable));
        List<Decided> decided = all.stream().map(each -> decided(each, index, fit)).flatMap(Optional::stream).toList();
        double loss = 0;
        for (String set : SETS) {
            double[] weights = decision(decided.stream().filter(each -> !each.set().equals(set)).toList());
            List<Decided> unseen = decided.stream().filter(each -> each.set().equals(set)).toList();
            System.out.printf(Locale.ROOT, "%s abstains wrongly %.3f, answers wrongly %.3f%n", set,
                    rate(unseen, weights, true), rate(unseen, weights, false));
            loss += unseen.stream().mapToDouble(each -> loss(each, weights)).sum();
        }
        System.out.printf(Locale.ROOT, "log loss of deciding %.4f of %d%n", loss / decided.size(), decided.size());
        Files.writeString(FILE, "# Fitted by TrainRanking; what the names stand for is told in Fit and Evidence.\n"
                + block("fit", Fit.NAMES, fit) + block("evidence", Evidence.NAMES, decision(decided)));
    }

    private static Ranked ranked(String set, GoldenQuestion question, PassageIndex index, QuestionReader reader) {
        Query query = QuestionParts.focused(new Query(question.question(),
                question.history().isEmpty() ? "" : question.history().getLast(), question.language(), Set.of()));
        IndexedQuestion understood = index.read(query);
        Asked asked = reader.read(understood);
        List<RankedPassage> hits = index.search(understood, PASSAGES);
        List<double[]> numbers = new ArrayList<>();
        boolean[] right = new boolean[hits.size()];
        Set<String> wanted = wanted(question, hits);
        for (int i = 0; i < right.length; i++) {
            numbers.add(Fit.of(index, hits.get(i), asked,
                    hits.get(i).score() / Math.max(Double.MIN_NORMAL, hits.getFirst().score())));
            right[i] = wanted.contains(hits.get(i).passage().id());
        }
        return new Ranked(set, question, asked, hits, numbers, right);
    }

    /** The right passages; of a list that is wanted whole, the paragraph that introduces it. */
    private static Set<String> wanted(GoldenQuestion question, List<RankedPassage> hits) {
        Set<String> wanted = new HashSet<>(question.gold());
        wanted.addAll(question.goldAll());
        if (question.goldAll().size() < FEWEST_OF_LIST) {
            return wanted;
        }
        List<Passage> all = hits.stream().map(RankedPassage::passage)
                .filter(passage -> question.goldAll().contains(passage.id())).toList();
        Set<String> leads = new HashSet<>();
        all.forEach(passage -> leads.add(passage.lead()));
        // the paragraph that introduces the list may be wanted with it, and has no lead itself
        if (leads.size() > 1 && all.stream().allMatch(passage -> !passage.lead().isEmpty()
                || leads.contains(passage.text()))) {
            leads.remove("");
        }
        return leads.size() != 1 || leads.contains("")
                ? wanted
                : Set.copyOf(hits.stream().map(RankedPassage::passage).filter(passage -> leads.contains(passage.text()))
                        .map(Passage::id).toList());
    }

    private static Optional<Decided> decided(Ranked ranked, PassageIndex index, double[] fit) {
        GoldenQuestion question = ranked.question();
        boolean tells = question.kind() == Kind.ANSWERABLE || question.kind() == Kind.FOLLOWUP
                || question.kind() == Kind.UNANSWERABLE;
        boolean answered = question.outcomes().contains("answered");
        boolean abstained = question.outcomes().contains("abstained");
        if (!tells || answered == abstained || ranked.hits().isEmpty()) {
            return Optional.empty();
        }
        double greatest = ranked.numbers().stream().mapToDouble(each -> Regression.sum(fit, each)).max().orElse(0);
        double sum = ranked.numbers().stream().mapToDouble(each -> Math.exp(Regression.sum(fit, each) - greatest))
                .sum();
        List<RankedPassage> weighed = new ArrayList<>();
        for (int i = 0; i < ranked.hits().size(); i++) {
            RankedPassage hit = ranked.hits().get(i);
            weighed.add(new RankedPassage(hit.passage(),
                    Math.exp(Regression.sum(fit, ranked.numbers().get(i)) - greatest) / sum, hit.signals()));
        }
        weighed.sort(Comparator.comparingDouble(RankedPassage::score).reversed());
        return Optional.of(
                new Decided(ranked.set(), Evidence.of(index, ranked.asked(), weighed, greatest), answered));
    }

    private static double[] decision(List<Decided> decided) {
        return Regression.decision(decided.stream().map(Decided::numbers).toList(),
                decided.stream().map(Decided::answer).toList());
    }

    private static double rate(List<Decided> decided, double[] weights, boolean answer) {
        List<Decided> counted = decided.stream().filter(each -> each.answer() == answer).toList();
        return counted.stream()
                .filter(each -> Retriever.isEnough(Regression.sum(weights, each.numbers())) != answer).count()
                / (double) counted.size();
    }

    private static double loss(Decided decided, double[] weights) {
        double sum = Regression.sum(weights, decided.numbers());
        return Math.log1p(Math.exp(decided.answer() ? -sum : sum));
    }

    private static List<Regression.Choice> inputs(List<Ranked> ranked) {
        return ranked.stream().map(each -> new Regression.Choice(each.numbers(), each.right())).toList();
    }

    private static int best(Ranked ranked, double[] fit) {
        int best = 0;
        for (int i = 1; i < ranked.numbers().size(); i++) {
            best = Regression.sum(fit, ranked.numbers().get(i)) > Regression.sum(fit, ranked.numbers().get(best))
                    ? i
                    : best;
        }
        return best;
    }

    private static String block(String name, String[] names, double[] weights) {
        StringBuilder block = new StringBuilder("\n[" + name + "]\n");
        for (int i = 0; i < names.length; i++) {
            block.append(String.format(Locale.ROOT, "%s = %.3f%n", names[i], weights[i]));
        }
        return block.toString();
    }
}
