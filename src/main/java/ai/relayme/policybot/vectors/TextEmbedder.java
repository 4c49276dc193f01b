package ai.relayme.policybot.vectors;

import ai.relayme.policybot.language.NameTable;
import ai.relayme.policybot.language.Tokenizer.Token;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Places a text among the meanings: the direction of the sum of its tokens' vectors. The tokens are English words, Han
 * characters and pairs of them; how much each tells is the length of its vector. All languages share one space, so a
 * question lies beside what answers it in another language. Immutable.
 */
public final class TextEmbedder {
    private static final int FORMAT = 2;
    private static final String RESOURCE = "vectors.bin";

    /** Endings under which a word that has no vector may have one. */
    private static final List<String> ENDINGS = List.of("s", "es", "d", "ed", "ing", "ly");
    private static final int SHORTEST_WITH_ENDING = 4;

    private final String digest;
    private final int dimensions;
    private final VectorTable tokens;
    private final VectorTable concepts;

    /**
     * @param digest names what it was made from
     * @param dimensions of every vector
     * @param tokens the vectors of words, Han characters and pairs of them
     * @param concepts the vectors whose dot products with a text's direction are the logarithms of the odds that it is about
     *     them
     */
    public TextEmbedder(String digest, int dimensions, VectorTable tokens, VectorTable concepts) {
        this.digest = digest;
        this.dimensions = dimensions;
        this.tokens = tokens;
        this.concepts = concepts;
    }

    /**
     * Reads the vectors that come with the program.
     *
     * @throws IllegalStateException if they are missing or of another format
     */
    public static TextEmbedder read() {
        try (InputStream stream = TextEmbedder.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("missing resource " + RESOURCE);
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(stream.readAllBytes()));
            if (in.readInt() != FORMAT) {
                throw new IllegalStateException("the vectors are of another format");
            }
            String digest = in.readUTF();
            int dimensions = in.readInt();
            return new TextEmbedder(digest, dimensions, VectorTable.read(in, dimensions),
                    VectorTable.read(in, dimensions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the vectors in the form that {@link #read()} reads. */
    public void write(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeInt(FORMAT);
        out.writeUTF(digest);
        out.writeInt(dimensions);
        tokens.write(out);
        concepts.write(out);
        out.flush();
    }

    /** Names what the vectors were made from. */
    public String digest() {
        return digest;
    }

    /** How many values a vector has. */
    public int dimensions() {
        return dimensions;
    }

    /** Whether the word, lower-cased, has a vector. */
    public boolean knows(String word) {
        return tokens.has(word);
    }

    /**
     * The tokens of a text that have a vector: words, Han characters and pairs of them that stand side by side; a word
     * without a vector is taken for what is left without its ending.
     *
     * @param known whether a token has a vector
     */
    public static List<String> tokens(List<Token> text, Predicate<String> known) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < text.size(); i++) {
            String word = text.get(i).word();
            if (known.test(word)) {
                found.add(word);
            } else if (word.length() >= SHORTEST_WITH_ENDING) {
                ENDINGS.stream().filter(word::endsWith)
                        .map(ending -> word.substring(0, word.length() - ending.length()))
                        .filter(known).findFirst().ifPresent(found::add);
            }
            if (text.get(i).isHan() && i + 1 < text.size() && text.get(i + 1).isHan()) {
                String pair = word + text.get(i + 1).word();
                if (known.test(pair)) {
                    found.add(pair);
                }
            }
        }
        return found;
    }

    /** The direction of a text, of length 1; all zeros where none of its tokens has a vector. */
    public float[] embed(List<Token> text) {
        float[] sum = new float[dimensions];
        tokens(text, tokens::has).forEach(token -> tokens.addTo(sum, token));
        double square = 0;
        for (float value : sum) {
            square += value * (double) value;
        }
        float length = (float) Math.sqrt(square);
        for (int i = 0; i < sum.length && length > 0; i++) {
            sum[i] /= length;
        }
        return sum;
    }

    /**
     * The chance of each concept, by id, that a text of that direction is about it; of all concepts together 1.
     *
     * @param least those less likely are left out
     */
    public Map<String, Double> concepts(float[] direction, double least) {
        NameTable names = concepts.names();
        double[] odds = new double[names.size()];
        double sum = 0;
        for (int i = 0; i < odds.length; i++) {
            odds[i] = Math.exp(concepts.dot(i, direction));
            sum += odds[i];
        }
        Map<String, Double> chances = new HashMap<>();
        for (int i = 0; i < odds.length; i++) {
            if (odds[i] / sum >= least) {
                chances.put(names.name(i), odds[i] / sum);
            }
        }
        return chances;
    }
}
