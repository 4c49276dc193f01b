package ai.relayme.policybot.http.reference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.http.request.ProblemType;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the OpenAPI document must have. */
class ApiDocumentTest {
    /** Files that the server serves besides its routes. */
    private static final Set<String> FILES = Set.of("GET /", "GET /widget.js");

    private final ApiContract contract = new ApiContract();
    private final ApiDocument document = contract.document();

    @Test
    void describesEveryRouteAndNoOther() {
        Set<String> described = contract.operations().stream()
                .map(operation -> operation.method() + " " + operation.path())
                .collect(Collectors.toCollection(TreeSet::new));
        try (TestBot bot = TestBot.start()) {
            assertThat(described).containsAll(FILES);
            for (String file : FILES) {
                described.remove(file);
                assertThat(bot.get(file.substring("GET ".length())).statusCode()).isEqualTo(200);
            }
            assertThat(described).isEqualTo(new TreeSet<>(bot.routes()));
        }
    }

    @Test
    void putsEveryOperationUnderOneTagWithANameOfItsOwn() {
        Set<String> tags = new HashSet<>();
        document.root().path("tags").forEach(tag -> tags.add(tag.path("name").asText()));
        Set<String> ids = new HashSet<>();
        document.root().path("paths").forEach(path -> path.forEach(operation -> {
            assertThat(ids.add(operation.path("operationId").asText())).as(operation.path("summary").asText()).isTrue();
            assertThat(operation.path("tags")).hasSize(1);
            assertThat(tags).contains(operation.path("tags").path(0).asText());
            assertThat(operation.path("responses").has("default")).isTrue();
        }));
        assertThat(ids).hasSize(contract.operations().size());
    }

    @Test
    void describesEveryParameterOfAPath() {
        for (ApiDocument.Operation operation : contract.operations()) {
            Set<String> named = Stream.of(operation.path().split("/", -1)).filter(part -> part.startsWith("{"))
                    .map(part -> part.substring(1, part.length() - 1)).collect(Collectors.toSet());
            Set<String> described = new HashSet<>();
            operation.json().path("parameters").forEach(parameter -> {
                if (parameter.path("in").asText().equals("path")) {
                    described.add(parameter.path("name").asText());
                    assertThat(parameter.path("required").asBoolean()).isTrue();
                    assertThat(parameter.has("example")).isTrue();
                }
            });
            assertThat(described).as(operation.id()).isEqualTo(named);
        }
    }

    @Test
    void pointsToWhatIsThereOnly() {
        List<JsonNode> references = document.root().findValues("$ref");
        assertThat(references).hasSizeGreaterThan(100);
        references.forEach(reference -> assertThat(document.root().at(reference.asText().substring(1)).isMissingNode())
                .as(reference.asText()).isFalse());
        Set<String> used = references.stream().map(JsonNode::asText).collect(Collectors.toSet());
        for (String kind : List.of("schemas", "responses", "examples", "headers")) {
            document.root().path("components").path(kind).fieldNames()
                    .forEachRemaining(name -> assertThat(used).contains("#/components/" + kind + "/" + name));
        }
    }

    @Test
    void givesExamplesThatAreWhatTheSchemasSay() {
        int[] checked = {0};
        for (ApiDocument.Operation operation : contract.operations()) {
            operation.json().path("requestBody").path("content").forEach(media -> media.path("examples")
                    .forEach(example -> {
                        checked[0]++;
                        List<String> faults = contract.faults(media.path("schema"), example.path("value").toString());
                        assertThat(faults.isEmpty()).as(operation.id() + " " + example + " " + faults)
                                .isIn(!example.has("x-status"), true);
                    }));
            operation.json().path("responses").forEach(response -> document.resolve(response).path("content")
                    .forEach(media -> media.path("examples").forEach(example -> {
                        checked[0]++;
                        assertThat(contract.faults(media.path("schema"),
                                document.resolve(example).path("value").toString())).as(operation.id()).isEmpty();
                    })));
        }
        assertThat(checked[0]).isGreaterThan(100);
    }

    @Test
    void hasEveryTypeOfProblemAsItIs() {
        JsonNode examples = document.root().path("components").path("examples");
        assertThat(examples).hasSize(ProblemType.values().length);
        try (TestBot bot = TestBot.start()) {
            for (ProblemType type : ProblemType.values()) {
                String slug = type.name().toLowerCase(Locale.ROOT).replace('_', '-');
                JsonNode value = examples.path(slug).path("value");
                assertThat(value.path("type").asText()).isEqualTo("http://localhost:8080/problems/" + slug);
                String page = bot.get("/problems/" + slug).body();
                assertThat(page).contains(value.path("title").asText(), "HTTP status " + value.path("status").asInt());
                assertThat(bot.get("/problems/" + slug, "Accept-Language", "zh-HK").body())
                        .contains("<html lang=\"zh-Hant\">", "HTTP 狀態碼 " + type.status())
                        .doesNotContain(type.title());
                assertThat(bot.get("/problems/" + slug + "?lang=zh-Hans", "Accept-Language", "en").body())
                        .contains("<html lang=\"zh-Hans\">", "HTTP 状态码 " + type.status())
                        .doesNotContain(type.title());
            }
        }
    }

    @Test
    void namesTheServerThatVisitorsReach() {
        try (TestBot bot = TestBot.start("PUBLIC_URL", "https://bot.example/policy")) {
            for (String path : List.of("/openapi.json", "/docs", "/llms.txt")) {
                assertThat(bot.get(path).body()).as(path).contains("https://bot.example/policy")
                        .doesNotContain("localhost:8080");
            }
            assertThat(TestBot.json(bot.get("/openapi.json")).path("servers").path(0).path("url").asText())
                    .isEqualTo("https://bot.example/policy");
        }
    }
}
