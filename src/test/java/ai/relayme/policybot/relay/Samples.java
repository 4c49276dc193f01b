package ai.relayme.policybot.relay;

import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.metrics.Metrics;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the tests of this package ask, and whom. */
final class Samples {
    static final String KEY = "sk-test-0123456789";

    private Samples() {}

    static Passage passage(int ordinal, String lead, String text) {
        return new Passage("privacy-policy:3." + ordinal, "privacy-policy", Language.EN, 3, ordinal,
                "Information Sharing", lead, text);
    }

    static Prompt prompt() {
        return new Prompt("Do you sell my data?", Language.EN, List.of(),
                List.of(passage(1, "", "We do not sell your personal information."),
                        passage(2, "We share it only so:", "With service providers.")));
    }

    static RelayConfig config(URI baseUrl, Duration timeout, String... fallbackModels) {
        return new RelayConfig(baseUrl, KEY, "first", List.of(fallbackModels), timeout, 4,
                Map.of());
    }

    static ChatRelay relay(RelayConfig config) {
        return new ChatRelay(config, new Metrics("test"), _ -> {});
    }

    /** What asking came to: the sentences, the calls it took, and the completion or the exception. */
    record Outcome(List<String> sentences, List<Call> calls, Object end) {
        Completion completion() {
            return (Completion) end;
        }

        RelayException failure() {
            return (RelayException) end;
        }
    }

    /** What asking a relay there comes to. */
    static Outcome ask(URI baseUrl, Duration timeout, String... fallbackModels) {
        try (ChatRelay relay = relay(config(baseUrl, timeout, fallbackModels))) {
            return ask(relay);
        }
    }

    static Outcome ask(ChatRelay relay) {
        return ask(relay, prompt(), new Cancellation());
    }

    static Outcome ask(ChatRelay relay, Prompt prompt, Cancellation cancellation) {
        List<String> sentences = new ArrayList<>();
        List<Call> calls = new ArrayList<>();
        AnswerSink sink = new AnswerSink() {
            @Override
            public void sentence(String sentence) {
                sentences.add(sentence);
            }

            @Override
            public void ended(Call call) {
                calls.add(call);
            }
        };
        try {
            Completion completion = relay.write(prompt, sink, relay.deadline(), cancellation);
            return new Outcome(sentences, calls, completion);
        } catch (RelayException e) {
            return new Outcome(sentences, calls, e);
        }
    }
}
