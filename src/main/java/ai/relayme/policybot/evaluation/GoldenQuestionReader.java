package ai.relayme.policybot.evaluation;

import ai.relayme.policybot.evaluation.GoldenQuestion.Kind;
import ai.relayme.policybot.evaluation.GoldenQuestions.FaultyLineException;
import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.language.Language;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a golden question of one line's object. Each field is taken out as it is read, so what is left over is unknown.
 * A list or text that may be empty may also be null or absent.
 */
final class GoldenQuestionReader {
    private static final List<String> OUTCOMES = List.of("answered", "abstained", "rights_request", "human",
            "smalltalk");
    private static final Pattern PASSAGE_ID = Pattern.compile("[a-z0-9][a-z0-9-]*:[0-9]+\\.[1-9][0-9]*");

    private final ObjectNode fields;

    GoldenQuestionReader(ObjectNode fields) {
        this.fields = fields;
    }

    GoldenQuestion read() throws FaultyLineException {
        GoldenQuestion question = new GoldenQuestion(required("id"),
                known("lang", required("lang"), Language::ofTag),
                known("kind", required("kind"), Kind::ofLabel),
                texts("history"),
                required("question"),
                outcomes(),
                passages("gold"),
                passages("gold_all"),
                passages("also_ok"),
                right(),
                groups("must"),
                texts("must_not"),
                parity(),
                optional("why"));
        if (!fields.isEmpty()) {
            throw new FaultyLineException("unknown field \"" + fields.fieldNames().next() + "\"");
        }
        return question;
    }

    private @Nullable String parity() throws FaultyLineException {
        String group = optional("parity");
        return group.isBlank() ? null : group;
    }

    private List<String> outcomes() throws FaultyLineException {
        List<String> outcomes = texts("outcome");
        if (outcomes.isEmpty()) {
            throw new FaultyLineException("\"outcome\" is missing or empty");
        }
        for (String outcome : outcomes) {
            known("outcome", outcome, word -> Optional.of(word).filter(OUTCOMES::contains));
        }
        return outcomes;
    }

    private List<String> passages(String name) throws FaultyLineException {
        List<String> passages = texts(name);
        for (String passage : passages) {
            if (!PASSAGE_ID.matcher(passage).matches()) {
                throw new FaultyLineException(
                        "\"" + name + "\": \"" + passage + "\" is no passage id such as privacy-policy:3.1");
            }
        }
        return passages;
    }

    private @Nullable Right right() throws FaultyLineException {
        String label = optional("right");
        return label.isEmpty() ? null : known("right", label, Right::ofLabel);
    }

    private static <T> T known(String name, String word, Function<String, Optional<T>> find)
            throws FaultyLineException {
        return find.apply(word)
                .orElseThrow(() -> new FaultyLineException("\"" + name + "\": \"" + word + "\" is not known"));
    }

    private String required(String name) throws FaultyLineException {
        String text = optional(name);
        if (text.isBlank()) {
            throw new FaultyLineException("\"" + name + "\" is missing or empty");
        }
        return text;
    }

    private String optional(String name) throws FaultyLineException {
        JsonNode value = fields.remove(name);
        return value == null || value.isNull() ? "" : text(name, value);
    }

    private List<String> texts(String name) throws FaultyLineException {
        return texts(name, array(name, fields.remove(name)));
    }

    private static List<String> texts(String name, List<JsonNode> values) throws FaultyLineException {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : values) {
            texts.add(text(name, value));
        }
        return texts;
    }

    private List<List<String>> groups(String name) throws FaultyLineException {
        List<List<String>> groups = new ArrayList<>();
        for (JsonNode group : array(name, fields.remove(name))) {
            groups.add(texts(name, array(name, group)));
        }
        return groups;
    }

    private static List<JsonNode> array(String name, @Nullable JsonNode value) throws FaultyLineException {
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw new FaultyLineException("\"" + name + "\" must be a list");
        }
        return value.valueStream().toList();
    }

    private static String text(String name, JsonNode value) throws FaultyLineException {
        if (!value.isTextual()) {
            throw new FaultyLineException("\"" + name + "\" must hold text");
        }
        return value.textValue();
    }
}
