package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.glossary.ConceptSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a passage, its surroundings and its heading speak of.
 *
 * @param terms           index terms of its own text
 * @param concepts        what its own text speaks of
 * @param contextConcepts what heading and lead speak of
 * @param headingConcepts what the heading speaks of
 * @param labelConcepts   what it names itself after, in the words before its first colon
 * @param weights         how much each of these concepts counts in the search, by id
 * @param meanings        where it lies among the meanings, where its surroundings do, and each of its sentences if there are
 *     more than one; empty without vectors
 */
@SuppressWarnings("ArrayRecordComponent")
record PassageContent(Set<String> terms, ConceptSet concepts, ConceptSet contextConcepts, ConceptSet headingConcepts,
        ConceptSet labelConcepts, Map<String, Float> weights, float[][] meanings) {
    static final PassageContent NOTHING = new PassageContent(Set.of(), ConceptSet.NONE, ConceptSet.NONE,
            ConceptSet.NONE, ConceptSet.NONE, Map.of(), new float[0][]);

    /** What {@link #of} makes the same content of. */
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(terms.size());
            for (String term : terms) {
                out.writeUTF(term);
            }
            for (ConceptSet set : List.of(concepts, contextConcepts, headingConcepts, labelConcepts)) {
                long[] bits = set.bits();
                out.writeInt(bits.length);
                for (long part : bits) {
                    out.writeLong(part);
                }
            }
            out.writeInt(weights.size());
            for (Map.Entry<String, Float> weight : weights.entrySet()) {
                out.writeUTF(weight.getKey());
                out.writeFloat(weight.getValue());
            }
            out.writeInt(meanings.length);
            for (float[] meaning : meanings) {
                out.writeInt(meaning.length);
                for (float value : meaning) {
                    out.writeFloat(value);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The content that was written as these bytes. */
    static PassageContent of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Set<String> terms = new HashSet<>();
            for (int left = in.readInt(); left > 0; left--) {
                terms.add(in.readUTF());
            }
            return new PassageContent(terms, concepts(in), concepts(in), concepts(in), concepts(in), weights(in),
                    meanings(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConceptSet concepts(DataInputStream in) throws IOException {
        long[] bits = new long[in.readInt()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = in.readLong();
        }
        return ConceptSet.ofBits(bits);
    }

    private static Map<String, Float> weights(DataInputStream in) throws IOException {
        Map<String, Float> weights = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            weights.put(in.readUTF(), in.readFloat());
        }
        return weights;
    }

    private static float[][] meanings(DataInputStream in) throws IOException {
        float[][] meanings = new float[in.readInt()][];
        for (int i = 0; i < meanings.length; i++) {
            meanings[i] = new float[in.readInt()];
            for (int j = 0; j < meanings[i].length; j++) {
                meanings[i][j] = in.readFloat();
            }
        }
        return meanings;
    }
}
