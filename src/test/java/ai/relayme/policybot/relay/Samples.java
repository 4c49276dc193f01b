package ai.relayme.policybot.relay;

import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.language.Language;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
        return new RelayConfig(baseUrl, KEY, "first", List.of(fallbackModels), timeout, 4);
    }

    /** What a call came to: its sentences, and the completion or the exception. */
    record Outcome(List<String> sentences, Object end) {
        Completion completion() {
            return (Completion) end;
        }

        RelayException failure() {
            return (RelayException) end;
        }
    }

    static Outcome ask(ChatRelay relay) {
        List<String> sentences = new ArrayList<>();
        try {
            Completion completion = relay.write(prompt(), sentences::add);
            return new Outcome(sentences, completion);
        } catch (RelayException e) {
            return new Outcome(sentences, e);
        }
    }
}
