package ai.relayme.policybot.http.reference;

import ai.relayme.policybot.http.page.Page;
import ai.relayme.policybot.language.Language;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jsoup.nodes.Element;

/** {@code /docs}: the OpenAPI document as a page, with programs to copy. It works without scripts. */
final class ReferencePage {
    private final ApiDocument document;
    private final Page page;

    private ReferencePage(ApiDocument document) {
        this.document = document;
        this.page = new Page(Language.EN, "API reference", document.publicUrl().getPath());
    }

    static String of(ApiDocument document) {
        return new ReferencePage(document).html();
    }

    private String html() {
        page.stylesheet("/reference.css");
        JsonNode root = document.root();
        Element lead = page.main().appendElement("div").addClass("lead");
        Prose.add(lead, root.path("info").path("summary").asText());
        Prose.add(lead, root.path("info").path("description").asText());
        lead.appendElement("p").appendElement("a").attr("href", document.publicUrl().getPath() + "/openapi.json")
                .text("openapi.json");
        Element contents = page.main().appendElement("nav").addClass("contents").attr("aria-label", "Contents")
                .appendElement("ul");
        Element body = page.main().appendElement("div").addClass("reference");
        snippets(section(contents, body, "begin", "Begin"));
        credentials(section(contents, body, "credentials", "Credentials"));
        for (JsonNode tag : root.path("tags")) {
            String name = tag.path("name").asText();
            Element section = section(contents, body, "tag-" + name.replace(' ', '-'), name);
            Prose.add(section, tag.path("description").asText());
            document.operations(name).forEach(operation -> operation(section, operation));
        }
        problems(section(contents, body, "problems", "Problems"));
        Element section = section(contents, body, "schemas", "Schemas");
        root.path("components").path("schemas").properties().forEach(schema -> {
            Element article = section.appendElement("article").attr("id", SchemaView.anchor(schema.getKey()));
            article.appendElement("h3").text(schema.getKey());
            SchemaView.add(article, schema.getValue());
        });
        return page.html();
    }

    private static Element section(Element contents, Element body, String id, String title) {
        contents.appendElement("li").appendElement("a").attr("href", "#" + id).text(title);
        Element section = body.appendElement("section").attr("id", id);
        section.appendElement("h2").text(title);
        return section;
    }

    private void snippets(Element section) {
        for (Snippet snippet : Snippet.values()) {
            section.appendElement("h3").text(snippet.title());
            code(section, snippet.text(document.publicUrl()));
        }
    }

    private void credentials(Element section) {
        Element list = section.appendElement("dl").addClass("fields");
        document.root().path("components").path("securitySchemes").properties().forEach(scheme -> {
            list.appendElement("dt").appendElement("code").text(scheme.getKey());
            Prose.add(list.appendElement("dd"), scheme.getValue().path("description").asText());
        });
    }

    private void operation(Element section, ApiDocument.Operation operation) {
        Element article = section.appendElement("article").attr("id", operation.id());
        JsonNode json = operation.json();
        article.appendElement("h3").text(json.path("summary").asText());
        Element line = article.appendElement("p").addClass("route");
        line.appendElement("span").addClass("method").text(operation.method());
        line.appendText(" ");
        line.appendElement("code").text(operation.path());
        Prose.add(article, json.path("description").asText());
        security(article, json.path("security"));
        if (!json.path("parameters").isEmpty()) {
            article.appendElement("h4").text("Parameters");
            Element list = article.appendElement("dl").addClass("fields");
            json.path("parameters").forEach(parameter -> {
                Element name = list.appendElement("dt");
                name.appendElement("code").text(parameter.path("name").asText());
                SchemaView.type(name, parameter.path("schema"));
                name.appendElement("span").addClass("type").text(parameter.path("in").asText()
                        + (parameter.path("required").asBoolean() ? ", required" : ""));
                Element about = list.appendElement("dd");
                Prose.add(about, parameter.path("description").asText());
                SchemaView.limits(about, parameter.path("schema"));
            });
        }
        if (json.has("requestBody")) {
            article.appendElement("h4").text("Request");
            content(article, json.path("requestBody").path("content"));
        }
        article.appendElement("h4").text("Replies");
        json.path("responses").properties().forEach(response -> response(article, response));
    }

    private static void security(Element article, JsonNode security) {
        if (security.isEmpty()) {
            return;
        }
        Element line = article.appendElement("p").addClass("security").text("Credentials: ");
        String between = "";
        for (JsonNode way : security) {
            line.appendText(between);
            if (way.isEmpty()) {
                line.appendText("none");
            } else {
                line.appendElement("a").attr("href", "#credentials").text(way.fieldNames().next());
            }
            between = " or ";
        }
    }

    private void response(Element article, Map.Entry<String, JsonNode> response) {
        JsonNode json = document.resolve(response.getValue());
        Element line = article.appendElement("p").addClass("reply");
        line.appendElement("code").text(response.getKey());
        line.appendText(" ");
        if (response.getValue().has("$ref")) {
            line.appendElement("a").attr("href", "#problems").text(json.path("description").asText());
        } else {
            Prose.inline(line, json.path("description").asText());
            content(article, json.path("content"));
        }
    }

    private void content(Element parent, JsonNode content) {
        content.properties().forEach(media -> {
            Element line = parent.appendElement("p").addClass("media");
            line.appendElement("code").text(media.getKey());
            SchemaView.type(line, media.getValue().path("schema"));
            media.getValue().path("x-events").properties().forEach(event -> {
                line.appendElement("br");
                line.appendElement("code").text("event: " + event.getKey());
                SchemaView.type(line, event.getValue());
            });
            media.getValue().path("examples").properties().forEach(example -> {
                JsonNode resolved = document.resolve(example.getValue());
                Element details = parent.appendElement("details");
                details.appendElement("summary").text(resolved.path("summary").asText());
                code(details, ApiDocument.pretty(resolved.path("value")));
            });
        });
    }

    private void problems(Element section) {
        Prose.add(section, "Refusals are `application/problem+json` (RFC 9457); `type` leads to what mends it.");
        Element list = section.appendElement("dl").addClass("fields");
        document.root().path("components").path("examples").properties().forEach(problem -> {
            JsonNode value = problem.getValue().path("value");
            Element name = list.appendElement("dt");
            name.appendElement("code").text(value.path("status").asText());
            name.appendText(" ");
            name.appendElement("a").attr("href", value.path("type").asText()).text(problem.getKey());
            list.appendElement("dd").text(value.path("title").asText() + ".");
        });
    }

    private static void code(Element parent, String text) {
        parent.appendElement("pre").appendElement("code").text(text.stripTrailing());
    }
}
