package ai.relayme.policybot.bench;

import ai.relayme.policybot.grounding.Sentences;
import ai.relayme.policybot.grounding.Sentences.Sentence;
import ai.relayme.policybot.grounding.Verdict;
import ai.relayme.policybot.grounding.Verdict.Rejected;
import ai.relayme.policybot.grounding.Verdict.Supported;
import ai.relayme.policybot.grounding.Verifier;
import ai.relayme.policybot.language.Language;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Tells, for each language, what the gates withhold of the faithful sentences and let through of the altered ones, and
 * what it costs to verify one. It asserts nothing.
 */
@Command(name = "gates-bench", mixinStandardHelpOptions = true, description = "Measures the gates.", showDefaultValues = true)
public final class GatesBench implements Callable<Integer> {
    @Option(names = "--faithful", split = ",", description = "sets of faithful sentences")
    private List<String> faithful = List.of("good", "heldout", "independent");
    @Option(names = "--altered", split = ",", description = "sets of altered sentences")
    private List<String> altered = List.of("independent-altered");
    @Option(names = "--rounds", description = "how often each sentence is verified for the time; none if 0")
    private int rounds = 30;

    /** Command line. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new GatesBench()).execute(arguments));
    }

    @Override
    public Integer call() {
        Sentences sentences = Sentences.ofShippedCorpus();
        Verifier verifier = Sentences.verifier("RelayMe");
        for (Language language : Language.values()) {
            for (String set : faithful) {
                List<Sentence> all = sentences.read(set, language);
                long withheld = all.stream().filter(sentence -> isWithheld(sentence, verifier)).count();
                System.out.printf("%s %s: withheld %d of %d (%.1f %%)%n", set, language.tag(), withheld, all.size(),
                        100.0 * withheld / all.size());
            }
            for (String set : altered) {
                for (Map.Entry<String, List<Sentence>> kind : sentences.readByKind(set, language).entrySet()) {
                    long shown = kind.getValue().stream().filter(sentence -> isShown(sentence, verifier)).count();
                    System.out.printf("%s %s %s: shown %d of %d%n", set, language.tag(), kind.getKey(), shown,
                            kind.getValue().size());
                }
            }
            if (rounds > 0) {
                time(faithful.stream().flatMap(set -> sentences.read(set, language).stream()).toList(), verifier);
            }
        }
        return 0;
    }

    private static boolean isWithheld(Sentence sentence, Verifier verifier) {
        Verdict verdict = sentence.verdict(verifier);
        if (verdict instanceof Rejected rejected) {
            System.out.println("  - " + rejected.gate() + ": " + rejected.reason() + " | " + sentence.text());
        }
        return verdict instanceof Rejected;
    }

    private static boolean isShown(Sentence sentence, Verifier verifier) {
        boolean shown = sentence.verdict(verifier) instanceof Supported;
        if (shown) {
            System.out.println("  + " + sentence.text());
        }
        return shown;
    }

    /** The first half of the rounds warms the code up. */
    private void time(List<Sentence> sentences, Verifier verifier) {
        List<Long> nanos = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (Sentence sentence : sentences) {
                long start = System.nanoTime();
                var _ = sentence.verdict(verifier);
                if (round >= rounds / 2) {
                    nanos.add(System.nanoTime() - start);
                }
            }
        }
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf("verifying a sentence, %d times: mean %.0f µs, p50 %.0f µs, p99 %.0f µs%n", sorted.length,
                Arrays.stream(sorted).average().orElse(0) / 1_000, sorted[sorted.length / 2] / 1_000.0,
                sorted[(int) (sorted.length * 0.99)] / 1_000.0);
    }
}
