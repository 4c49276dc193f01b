package ai.relayme.policybot.vectors;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Vectors by name, each kept as bytes and one factor. Immutable. */
public final class VectorTable {
    private static final int LARGEST = 127;

    private final List<String> names;
    private final Map<String, Integer> places;
    private final float[] factors;
    private final byte[] values;
    private final int dimensions;

    private VectorTable(List<String> names, float[] factors, byte[] values, int dimensions) {
        this.names = names;
        this.factors = factors;
        this.values = values;
        this.dimensions = dimensions;
        places = HashMap.newHashMap(names.size());
        for (int i = 0; i < names.size(); i++) {
            places.put(names.get(i), i);
        }
    }

    /** A table of these vectors, each rounded to 255 steps of its greatest value. */
    public static VectorTable of(List<String> names, List<float[]> vectors) {
        int dimensions = vectors.getFirst().length;
        float[] factors = new float[names.size()];
        byte[] values = new byte[names.size() * dimensions];
        for (int i = 0; i < factors.length; i++) {
            float greatest = 0;
            for (float value : vectors.get(i)) {
                greatest = Math.max(greatest, Math.abs(value));
            }
            factors[i] = greatest == 0 ? 1 : greatest / LARGEST;
            for (int j = 0; j < dimensions; j++) {
                values[i * dimensions + j] = (byte) Math.round(vectors.get(i)[j] / factors[i]);
            }
        }
        return new VectorTable(List.copyOf(names), factors, values, dimensions);
    }

    static VectorTable read(DataInputStream in, int dimensions) throws IOException {
        int count = in.readInt();
        byte[] text = in.readNBytes(in.readInt());
        List<String> names = List.of(new String(text, StandardCharsets.UTF_8).split("\n", -1));
        float[] factors = new float[count];
        for (int i = 0; i < count; i++) {
            factors[i] = in.readFloat();
        }
        byte[] values = in.readNBytes(count * dimensions);
        if (names.size() != count || values.length != count * dimensions) {
            throw new IllegalStateException("the vectors are cut off");
        }
        return new VectorTable(names, factors, values, dimensions);
    }

    void write(DataOutputStream out) throws IOException {
        byte[] text = String.join("\n", names).getBytes(StandardCharsets.UTF_8);
        out.writeInt(names.size());
        out.writeInt(text.length);
        out.write(text);
        for (float factor : factors) {
            out.writeFloat(factor);
        }
        out.write(values);
    }

    List<String> names() {
        return names;
    }

    boolean has(String name) {
        return places.containsKey(name);
    }

    /** Adds the vector of that name to the sum; nothing where there is none. */
    void addTo(float[] sum, String name) {
        Integer place = places.get(name);
        if (place == null) {
            return;
        }
        float factor = factors[place];
        for (int i = 0, at = place * dimensions; i < dimensions; i++, at++) {
            sum[i] += values[at] * factor;
        }
    }

    /** The dot product of the vector at that place of {@link #names()} with another. */
    double dot(int place, float[] other) {
        float sum = 0;
        for (int i = 0, at = place * dimensions; i < dimensions; i++, at++) {
            sum += values[at] * other[i];
        }
        return sum * (double) factors[place];
    }
}
