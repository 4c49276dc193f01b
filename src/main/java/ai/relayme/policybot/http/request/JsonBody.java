package ai.relayme.policybot.http.request;

import ai.relayme.policybot.language.Invisible;
import ai.relayme.policybot.language.Language;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The JSON object of a request. Reading a field checks it; {@link #check} then reports all that are at fault at once. */
public final class JsonBody {
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonReply.FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    /** In characters. */
    private static final int LONGEST_WORD = 100;
    private static final String NO_LANGUAGE = "must be en, zh-Hans or zh-Hant";

    private final ObjectNode json;
    private final Set<String> known = new TreeSet<>();
    private final List<Problem.FieldError> errors = new ArrayList<>();

    private JsonBody(ObjectNode json) {
        this.json = json;
    }

    /** The body of that request. */
    public static JsonBody of(Context ctx) {
        String type = ctx.contentType();
        if (type == null || !type.split(";", -1)[0].strip().equalsIgnoreCase("application/json")) {
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, ProblemType.UNSUPPORTED_MEDIA_TYPE.remedy());
        }
        try {
            if (MAPPER.readTree(ctx.bodyAsBytes()) instanceof ObjectNode object) {
                return new JsonBody(object);
            }
            throw Problem.of(ProblemType.MALFORMED_JSON, "The body must be one JSON object.");
        } catch (JacksonException e) {
            throw Problem.of(ProblemType.MALFORMED_JSON, "The body is not valid JSON"
                    + (e.getLocation() == null
                            ? "."
                            : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr()
                                    + "."));
        } catch (IOException e) {
            throw Problem.of(ProblemType.MALFORMED_JSON, "The body could not be read.");
        }
    }

    /**
     * A required text.
     *
     * @param most the most characters it may have, in Unicode code points
     */
    public String text(String name, int most) {
        JsonNode node = node(name);
        if (node == null) {
            fault(name, "is required");
            return "";
        }
        String text = string(name, node);
        if (text != null && Invisible.isAll(text)) {
            fault(name, "must not be empty");
        } else if (text != null && text.codePointCount(0, text.length()) > most) {
            fault(name, "must have at most " + most + " characters");
        }
        return text == null ? "" : text;
    }

    /**
     * A required text that is one of those there are.
     *
     * @param find      what a text stands for
     * @param otherwise what it is taken for until the request is refused
     * @param detail    what is wrong with any other text
     */
    public <T> T known(String name, Function<String, Optional<T>> find, T otherwise, String detail) {
        int before = errors.size();
        String text = text(name, LONGEST_WORD);
        return find.apply(text).orElseGet(() -> {
            // one fault a field: a text that is missing is none of those either
            if (errors.size() == before) {
                fault(name, detail);
            }
            return otherwise;
        });
    }

    /** A required truth value. */
    public boolean bool(String name) {
        JsonNode node = node(name);
        if (node == null) {
            fault(name, "is required");
            return false;
        }
        if (!node.isBoolean()) {
            fault(name, "must be true or false");
        }
        return node.asBoolean();
    }

    /** An optional truth value. */
    public boolean optionalBool(String name, boolean otherwise) {
        return node(name) == null ? otherwise : bool(name);
    }

    /** An optional text of any length. */
    public @Nullable String optionalText(String name) {
        JsonNode node = node(name);
        return node == null ? null : string(name, node);
    }

    /** An optional language. */
    public @Nullable Language optionalLanguage(String name) {
        String tag = optionalText(name);
        if (tag == null) {
            return null;
        }
        Language language = Language.ofTag(tag).orElse(null);
        if (language == null) {
            fault(name, NO_LANGUAGE);
        }
        return language;
    }

    /** A required language; English where it is at fault. */
    public Language language(String name) {
        if (node(name) == null) {
            fault(name, NO_LANGUAGE);
        }
        Language language = optionalLanguage(name);
        return language == null ? Language.EN : language;
    }

    /** An optional whole number in a range, both ends included. */
    public int optionalNumber(String name, int otherwise, int least, int most) {
        JsonNode node = node(name);
        if (node == null) {
            return otherwise;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < least || node.intValue() > most) {
            fault(name, "must be a whole number from " + least + " to " + most);
            return otherwise;
        }
        return node.intValue();
    }

    /** An optional list of texts, empty where it is absent. */
    public List<String> optionalTexts(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return List.of();
        }
        if (!node.isArray()) {
            fault(name, "must be a list of texts");
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            String text = string(name + "/" + i, node.get(i));
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /**
     * An optional text of bounded length.
     *
     * @param most the most characters it may have, in Unicode code points
     * @return nothing where it is absent or nothing of it can be seen
     */
    public @Nullable String optionalText(String name, int most) {
        String text = optionalText(name);
        if (text != null && text.codePointCount(0, text.length()) > most) {
            fault(name, "must have at most " + most + " characters");
        }
        return text == null || Invisible.isAll(text) ? null : text;
    }

    /** One text or a list of texts, empty where it is absent. */
    public List<String> textOrTexts(String name) {
        JsonNode node = node(name);
        if (node == null || node.isArray()) {
            return optionalTexts(name);
        }
        String text = string(name, node);
        return text == null ? List.of() : List.of(text);
    }

    /** Reports a field at fault. */
    public void fault(String name, String detail) {
        errors.add(Problem.FieldError.at("/" + name, detail));
    }

    /** Refuses the request if any field is at fault or unknown. */
    public void check() {
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                // the name is the caller's own text, so only its place is told
                errors.add(Problem.FieldError.at(pointer(name), "is not a known field"));
            }
        });
        if (!errors.isEmpty()) {
            throw Problem.fields(errors);
        }
    }

    private static String pointer(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** Refuses the request if any field that was read is at fault; others may stand there. */
    public void checkKnown() {
        if (!errors.isEmpty()) {
            throw Problem.fields(errors);
        }
    }

    /** An optional field of any kind. */
    public @Nullable JsonNode node(String name) {
        known.add(name);
        JsonNode node = json.get(name);
        return node == null || node.isNull() ? null : node;
    }

    /** A text within a field; what is wrong with it is reported under that name. */
    public @Nullable String string(String name, JsonNode node) {
        if (!node.isTextual()) {
            fault(name, "must be a text");
            return null;
        }
        String text = node.textValue();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean paired = Character.isHighSurrogate(c) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (paired) {
                i++;
            } else if (Character.isSurrogate(c)) {
                fault(name, "has a surrogate without its partner");
                return null;
            } else if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t') {
                fault(name, "has a control character");
                return null;
            }
        }
        return text;
    }
}
