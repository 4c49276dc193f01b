package ai.relayme.policybot.app;

import java.util.Locale;

/** A setting: an environment variable, and the flag of the same name in kebab case, which goes before it. */
enum Setting {
    PORT("8080", "port to listen on, 0 for any that is free"),
    BIND("127.0.0.1", "address to listen on"),
    PUBLIC_URL("", "how visitors reach the bot; default: http://localhost:PORT"),
    CORPUS_DIR("corpus", "folder of the policy corpus"),
    DATA_DIR("data", "folder of everything the bot writes"),
    DATABASE_URL("", "jdbc:sqlite:FILE or jdbc:postgresql://…; default: jdbc:sqlite:DATA_DIR/policybot.db"),
    VECTORS("on", "on, or off: retrieval by words alone"),
    RELAY_BASE_URL("", "the OpenAI-compatible relay, such as https://…/v1; without it the bot quotes"),
    RELAY_API_KEY("", "the relay's key; without it the bot quotes"),
    RELAY_MODEL("", "the model to ask"),
    RELAY_TIMEOUT("PT20S", "from asking the relay to its last token"),
    RELAY_FALLBACK_MODELS("", "models to ask in this order when the first fails, separated by commas"),
    RELAY_CONCURRENCY("32", "calls to the relay at once"),
    RELAY_PRICES("", "prices for a million tokens of input/output, such as model-a=0.25/2,model-b=1/4"),
    RELAY_TOKEN_BUDGET("off", "tokens a day (UTC) after which the bot quotes, or off"),
    SMTP_URL("", "smtp://user:pass@host:587 or smtps://…; without it mail stays in the outbox"),
    MAIL_FROM("policybot@localhost", "sender of the bot's mail"),
    SUPPORT_EMAIL("support@relayme.ai", "where hand-offs go"),
    ALLOWED_ORIGINS("", "sites that may embed the widget and call the API from a browser, separated by commas"),
    TRUSTED_PROXIES("", "networks whose X-Forwarded-For counts, such as 10.0.0.0/8, separated by commas"),
    TRANSCRIPT_RETENTION("P90D", "conversations older than this are erased"),
    RATE_LIMIT("30/PT1M", "questions per client without an API key, or off"),
    AGENT_PASSWORD("", "password of the first agent 'admin' while no agent has one"),
    LOG_FORMAT("text", "text, or json: one JSON object a line"),
    OTEL_EXPORTER_OTLP_ENDPOINT("", "collector of traces over OTLP/HTTP, such as http://localhost:4318");

    private final String otherwise;
    private final String meaning;

    Setting(String otherwise, String meaning) {
        this.otherwise = otherwise;
        this.meaning = meaning;
    }

    /** The value where none is set. */
    String otherwise() {
        return otherwise;
    }

    /** What it means, in a line. */
    String meaning() {
        return meaning;
    }

    /** Its flag, such as {@code --corpus-dir}. */
    String flag() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
