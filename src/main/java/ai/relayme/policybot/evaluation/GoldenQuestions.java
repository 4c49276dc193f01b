package ai.relayme.policybot.evaluation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads golden questions from a {@code .jsonl} file: UTF-8, one JSON object a line, blank lines left out. */
public final class GoldenQuestions {
    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** Editors of Windows begin a file in UTF-8 with it. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<GoldenQuestion> questions = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Integer> lineOfId = new HashMap<>();

    private final Predicate<String> passages;

    private GoldenQuestions(Predicate<String> passages) {
        this.passages = passages;
    }

    /**
     * The questions of the file in its order, at least one, whatever passages they name.
     *
     * @throws GoldenFileException naming every line that is at fault
     */
    public static List<GoldenQuestion> read(Path file) throws GoldenFileException {
        return read(file, _ -> true);
    }

    /**
     * The questions of the file in its order, at least one.
     *
     * @param passages whether there is a passage of that id; a question that names another could not be answered well
     * @throws GoldenFileException naming every line that is at fault
     */
    public static List<GoldenQuestion> read(Path file, Predicate<String> passages) throws GoldenFileException {
        GoldenQuestions reading = new GoldenQuestions(passages);
        int number = 0;
        for (String line : text(file).lines().toList()) {
            number++;
            if (!line.isBlank()) {
                reading.add(file, number, line);
            }
        }
        if (reading.faults.isEmpty() && reading.questions.isEmpty()) {
            reading.faults.add(file + ": the file has no questions");
        }
        if (!reading.faults.isEmpty()) {
            throw new GoldenFileException(reading.faults);
        }
        return List.copyOf(reading.questions);
    }

    private static String text(Path file) throws GoldenFileException {
        try {
            String text = Files.readString(file);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        } catch (CharacterCodingException e) {
            throw new GoldenFileException(List.of(file + ": the file is not UTF-8"));
        } catch (IOException e) {
            throw new GoldenFileException(List.of(file + ": the file cannot be read"));
        }
    }

    private void add(Path file, int number, String line) {
        try {
            GoldenQuestion question = new GoldenQuestionReader(object(line)).read();
            Integer earlier = lineOfId.putIfAbsent(question.id(), number);
            if (earlier != null) {
                throw new FaultyLineException("the id " + question.id() + " is already that of line " + earlier);
            }
            Optional<String> missing = question.citablePassages().stream().filter(passages.negate()).sorted()
                    .findFirst();
            if (missing.isPresent()) {
                throw new FaultyLineException("the corpus has no passage \"" + missing.get() + "\"");
            }
            questions.add(question);
        } catch (FaultyLineException e) {
            faults.add(file + ":" + number + ": " + e.getMessage());
        }
    }

    private static ObjectNode object(String line) throws FaultyLineException {
        try {
            JsonNode read = JSON.readTree(line);
            if (read instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            throw new FaultyLineException("not JSON at column " + column + ": " + firstLine(e.getOriginalMessage()));
        }
        throw new FaultyLineException("a question is a JSON object");
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    /** What is wrong with one line. */
    static final class FaultyLineException extends Exception {
        private static final long serialVersionUID = 1L;

        FaultyLineException(String what) {
            super(what);
        }
    }
}
