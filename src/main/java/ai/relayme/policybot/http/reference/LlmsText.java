package ai.relayme.policybot.http.reference;

/** {@code /llms.txt}: what a language model should know of the bot, in the form that llmstxt.org describes. */
final class LlmsText {
    private LlmsText() {}

    static String of(ApiDocument document) {
        StringBuilder text = new StringBuilder(ApiDocument.resource("llms.md", document.publicUrl()));
        document.root().path("tags").forEach(tag -> {
            text.append("\n### ").append(tag.path("name").asText()).append("\n\n");
            for (ApiDocument.Operation operation : document.operations(tag.path("name").asText())) {
                text.append("- [").append(operation.method()).append(' ').append(operation.path()).append("](")
                        .append(document.publicUrl()).append("/docs#").append(operation.id()).append("): ")
                        .append(operation.json().path("summary").asText()).append('\n');
            }
        });
        return text.toString();
    }
}
