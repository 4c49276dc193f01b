package ai.relayme.policybot.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.document.loader.FileSystemDocumentLoader;
import dev.langchain4j.data.document.splitter.DocumentSplitters;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.TokenCountEstimator;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.spi.model.embedding.EmbeddingModelFactory;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStoreIngestor;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import io.javalin.Javalin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * What a user would build instead in an afternoon: LangChain4j's Easy RAG behind a Javalin server. Its defaults: pieces of at
 * most 300 tokens that overlap by 30, bge-small-en-v15-q, a store in memory, the three nearest pieces; with a model they go
 * into its prompt, without one they are the answer. Settings by the names of the bot's.
 */
final class EasyRagServer {
    private static final int TOKENS = 300;
    private static final int OVERLAP = 30;
    private static final int PIECES = 3;

    private EasyRagServer() {}

    /** Serves {@code POST /ask}. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        JsonMapper json = new JsonMapper();
        EmbeddingModel embeddings = ServiceLoader.load(EmbeddingModelFactory.class).stream()
                .filter(found -> found.type().getName().contains("smallenv15q")).findFirst().orElseThrow().get()
                .create();
        InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
        EmbeddingStoreIngestor.builder().embeddingModel(embeddings).embeddingStore(store)
                .documentSplitter(DocumentSplitters.recursive(TOKENS, OVERLAP, estimator()))
                .build()
                .ingest(FileSystemDocumentLoader.loadDocumentsRecursively(Path.of(System.getenv("CORPUS_DIR"))));
        Optional<ChatModel> model = Optional.ofNullable(System.getenv("RELAY_BASE_URL"))
                .map(relay -> OpenAiChatModel.builder().baseUrl(relay).apiKey(System.getenv("RELAY_API_KEY"))
                        .modelName(System.getenv("RELAY_MODEL")).build());
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.concurrency.useVirtualThreads = true;
            config.routes.get("/health/ready", ctx -> ctx.result("ready"));
            config.routes.post("/ask", ctx -> {
                String question = json.readTree(ctx.body()).path("question").asText();
                List<String> pieces = store
                        .search(EmbeddingSearchRequest.builder().queryEmbedding(embeddings.embed(question).content())
                                .maxResults(PIECES).build())
                        .matches().stream().map(match -> match.embedded().text()).toList();
                String found = String.join("\n\n", pieces);
                String answer = model.map(chat -> chat.chat(question
                        + "\n\nAnswer using the following information:\n" + found)).orElse(found);
                ObjectNode reply = json.createObjectNode().put("answer", answer);
                ctx.contentType("application/json").result(reply.toString());
            });
        }).start("127.0.0.1", 0);
        System.out.println("listening on http://127.0.0.1:" + server.port());
    }

    /** By name, since only the profile that measures has it. */
    private static TokenCountEstimator estimator() throws ReflectiveOperationException {
        return Class.forName("dev.langchain4j.model.embedding.onnx.HuggingFaceTokenCountEstimator")
                .asSubclass(TokenCountEstimator.class).getConstructor().newInstance();
    }
}
