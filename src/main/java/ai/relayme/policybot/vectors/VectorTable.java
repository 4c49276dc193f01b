package ai.relayme.policybot.vectors;

import ai.relayme.policybot.language.NameTable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Vectors by name, each kept as bytes and one factor. Immutable. */
public final class VectorTable {
    private static final int LARGEST = 127;

    private final NameTable names;
    private final float[] factors;
    private final byte[] values;
    private final int dimensions;

    private VectorTable(NameTable names, float[] factors, byte[] values, int dimensions) {
        this.names = names;
        this.factors = factors;
        this.values = values;
        this.dimensions = dimensions;
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
        return new VectorTable(NameTable.of(names), factors, values, dimensions);
    }

    static VectorTable read(DataInputStream in, int dimensions) throws IOException {
        NameTable names = NameTable.read(in);
        byte[] bytes = in.readNBytes(names.size() * Float.BYTES);
        byte[] values = in.readNBytes(names.size() * dimensions);
        if (values.length != names.size() * dimensions) {
            throw new IllegalStateException("the vectors are cut off");
        }
        float[] factors = new float[names.size()];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(factors);
        return new VectorTable(names, factors, values, dimensions);
    }

    void write(DataOutputStream out) throws IOException {
        names.write(out);
        ByteBuffer bytes = ByteBuffer.allocate(factors.length * Float.BYTES);
        bytes.asFloatBuffer().put(factors);
        out.write(bytes.array());
        out.write(values);
    }

    NameTable names() {
        return names;
    }

    boolean has(String name) {
        return names.has(name);
    }

    /** Adds the vector of that name to the sum; nothing where there is none. */
    void addTo(float[] sum, String name) {
        int place = names.place(name);
        if (place < 0) {
            return;
        }
        float factor = factors[place];
        for (int i = 0, at = place * dimensions; i < dimensions; i++, at++) {
            sum[i] += values[at] * factor;
        }
    }

    /** The dot product of the vector at that place of the names with another. */
    double dot(int place, float[] other) {
        float sum = 0;
        for (int i = 0, at = place * dimensions; i < dimensions; i++, at++) {
            sum += values[at] * other[i];
        }
        return sum * (double) factors[place];
    }
}
