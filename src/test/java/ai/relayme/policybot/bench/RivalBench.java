package ai.relayme.policybot.bench;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.CorpusReader;
import ai.relayme.policybot.corpus.Folders;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.evaluation.GoldenQuestion;
import ai.relayme.policybot.evaluation.GoldenQuestion.Kind;
import ai.relayme.policybot.evaluation.GoldenQuestions;
import ai.relayme.policybot.grounding.Sentences;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.relay.FakeRelay;
import ai.relayme.policybot.relay.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The bot beside what a user would pick instead ({@link EasyRagServer}), on the same corpus, questions and machine in one
 * run: {@code mvn -q -Pvectors,bench verify -DskipTests -Dbench.class=RivalBench}. It asserts nothing.
 */
@Command(name = "rival-bench", mixinStandardHelpOptions = true, description = "Measures the bot beside Easy RAG.", showDefaultValues = true)
public final class RivalBench implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    @Parameters(index = "0", arity = "0..1", description = "the packaged server")
    private Path jar = Path.of("target", "policybot.jar");
    @Parameters(index = "1", arity = "0..1", description = "the corpus folder")
    private Path corpus = Path.of("corpus");
    @Option(names = "--questions", description = "golden questions to ask")
    private Path questions = Path.of("src", "test", "resources", "evaluation", "dev.jsonl");
    @Option(names = "--runs", description = "starts that are timed")
    private int runs = 3;
    @Option(names = "--connections", description = "concurrent connections")
    private int connections = 16;
    @Option(names = "--seconds", description = "how long the load is measured, after as long a warm-up")
    private int seconds = 10;
    @Option(names = "--heap", description = "the servers' -Xmx")
    private String heap = "256m";
    @Option(names = "--altered", description = "altered sentences that the scripted model writes")
    private int altered = 60;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RivalBench() {}

    /** Runs the benchmark; see {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RivalBench()).execute(arguments));
    }

    /** A server to measure: its name, its program, its settings. */
    private record Contender(String name, List<String> program, Map<String, String> settings) {}

    @Override
    public Integer call() throws Exception {
        List<GoldenQuestion> golden = GoldenQuestions.read(questions);
        Corpus policies = new CorpusReader(documents -> List.of()).read(corpus);
        List<String> bot = List.of("-jar", jar.toAbsolutePath().toString());
        List<Contender> contenders = List.of(
                new Contender("Easy RAG", List.of("--enable-native-access=ALL-UNNAMED", "-classpath",
                        System.getProperty("java.class.path"), EasyRagServer.class.getName()), Map.of()),
                new Contender("this bot", bot, Map.of()),
                new Contender("this bot, `VECTORS=off`", bot, Map.of("VECTORS", "off")));
        System.out.println("| | start | /ask a second | p50 | p99 | resident | passage shown: all | en | zh |"
                + " characters read | silent where the policy is | altered sentences shown |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (Contender contender : contenders) {
            System.out.println(row(contender, golden, policies));
        }
        return 0;
    }

    private BenchServer server(Contender contender, Path folder, Map<String, String> more) throws Exception {
        List<String> command = new ArrayList<>(List.of("-Xmx" + heap));
        command.addAll(contender.program());
        Map<String, String> settings = new TreeMap<>(contender.settings());
        settings.putAll(more);
        return new BenchServer(command, corpus, Files.createTempDirectory(folder, "data"), settings);
    }

    private String row(Contender contender, List<GoldenQuestion> golden, Corpus policies) throws Exception {
        Path folder = Files.createTempDirectory("policybot-rival");
        double[] starts = new double[runs];
        try {
            for (int i = 0; i < runs; i++) {
                try (BenchServer server = server(contender, folder, Map.of())) {
                    starts[i] = server.startMilliseconds();
                }
            }
            Arrays.sort(starts);
            try (BenchServer server = server(contender, folder, Map.of())) {
                Quality quality = quality(server.address(), golden, policies);
                List<byte[]> requests = new ArrayList<>();
                for (GoldenQuestion question : golden) {
                    requests.add(HttpConnection.post("/ask",
                            JSON.writeValueAsBytes(Map.of("question", question.question()))));
                }
                Load load = new Load(server.address(), requests);
                load.forSeconds(connections, seconds);
                Load.Outcome answered = load.forSeconds(connections, seconds);
                return String.format(Locale.ROOT,
                        "| %s | %.1f s | %.0f | %.0f ms | %.0f ms | %.0f MiB | %.3f | %.3f | %.3f | %d | %.3f | %s |",
                        contender.name(), starts[runs / 2] / 1e3, answered.perSecond(), answered.milliseconds(0.5),
                        answered.milliseconds(0.99), server.residentMebibytes(), quality.shown(), quality.english(),
                        quality.chinese(), quality.characters(), quality.silent(), alteredShown(contender, folder));
            }
        } finally {
            Folders.delete(folder);
        }
    }

    /**
     * How good the answers are without a model.
     *
     * @param shown      share of the answerable questions whose reply shows words of a right passage
     * @param characters the median of what a visitor reads
     * @param silent     share of the unanswerable questions that no passage is offered for
     */
    private record Quality(double shown, double english, double chinese, int characters, double silent) {}

    private Quality quality(InetSocketAddress server, List<GoldenQuestion> golden, Corpus policies) throws Exception {
        List<Integer> characters = new ArrayList<>();
        double[] shown = new double[2];
        double[] asked = new double[2];
        double silent = 0;
        double unanswerable = 0;
        for (GoldenQuestion question : golden) {
            if (!question.history().isEmpty()) {
                continue;
            }
            String answer = ask(server, question.question());
            if (question.kind() == Kind.ANSWERABLE) {
                int group = question.language().isChinese() ? 1 : 0;
                asked[group]++;
                shown[group] += question.gold().stream().anyMatch(id -> shows(answer, id, policies)) ? 1 : 0;
                characters.add(answer.length());
            } else if (question.kind() == Kind.UNANSWERABLE) {
                unanswerable++;
                silent += policies.passages().noneMatch(passage -> isShown(answer, passage)) ? 1 : 0;
            }
        }
        characters.sort(null);
        return new Quality((shown[0] + shown[1]) / (asked[0] + asked[1]), shown[0] / asked[0], shown[1] / asked[1],
                characters.get(characters.size() / 2), silent / unanswerable);
    }

    /** In whatever language: a piece in the other one is better than none. */
    private static boolean shows(String answer, String passageId, Corpus policies) {
        return policies.passages().filter(passage -> passage.id().equals(passageId))
                .anyMatch(passage -> isShown(answer, passage));
    }

    /** Whether an answer has a run of a passage's words that no other passage has by chance. */
    private static boolean isShown(String answer, Passage passage) {
        int run = Math.min(passage.text().length(), passage.language().isChinese() ? 12 : 40);
        for (int i = 0; i + run <= passage.text().length(); i++) {
            if (answer.contains(passage.text().substring(i, i + run))) {
                return true;
            }
        }
        return false;
    }

    private String ask(InetSocketAddress server, String question) throws Exception {
        HttpRequest request = HttpRequest
                .newBuilder(URI.create("http://" + server.getHostString() + ":" + server.getPort() + "/ask"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("question", question))))
                .build();
        JsonNode reply = JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
        return reply.path("answer").asText();
    }

    /** A model that writes, to a question about a passage, a sentence that the passage does not support. */
    private String alteredShown(Contender contender, Path folder) throws Exception {
        AtomicReference<String> sentence = new AtomicReference<>("");
        int reached = 0;
        int written = 0;
        try (FakeRelay relay = FakeRelay.start(0, request -> written(request, sentence.get()));
                BenchServer server = server(contender, folder, Map.of("RELAY_BASE_URL", relay.baseUrl().toString(),
                        "RELAY_API_KEY", "none", "RELAY_MODEL", "scripted"))) {
            for (Sentences.Sentence lie : Sentences.ofShippedCorpus().read("independent-altered", Language.EN)) {
                if (written == altered) {
                    break;
                }
                sentence.set(lie.text());
                String bare = lie.text().replaceAll("\\s*\\[\\d+]", "");
                reached += ask(server.address(), lie.evidence().getFirst().text()).contains(bare) ? 1 : 0;
                written++;
            }
        }
        return reached + " of " + written;
    }

    private static Reply written(FakeRelay.Request request, String sentence) {
        return request.json().path("stream").asBoolean()
                ? Reply.says(sentence)
                : Reply.of(200, "application/json", JSON.createObjectNode().put("id", "1").put("model", "scripted")
                        .set("choices", JSON.createArrayNode().add(JSON.createObjectNode().put("index", 0)
                                .put("finish_reason", "stop").set("message",
                                        JSON.createObjectNode().put("role", "assistant").put("content", sentence))))
                        .toString());
    }
}
