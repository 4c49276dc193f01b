package ai.relayme.policybot.language;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A multinomial logistic regression over named features: the chance of each label is the softmax of the sum of the
 * features' weights over the root of their number. Its weights are trained aside and come as a resource. Immutable.
 */
public final class LinearClassifier {
    private static final int FORMAT = 2;

    private final String digest;
    private final List<String> labels;
    /** The features, and by their places: their scales, and where their weights end among all. */
    private final NameTable features;
    private final float[] scales;
    private final int[] ends;
    /** Of every weight the place of its label, and its value before scaling. */
    private final byte[] places;
    private final byte[] values;

    private LinearClassifier(String digest, List<String> labels, NameTable features, float[] scales, int[] ends,
            byte[] places, byte[] values) {
        this.digest = digest;
        this.labels = labels;
        this.features = features;
        this.scales = scales;
        this.ends = ends;
        this.places = places;
        this.values = values;
    }

    /**
     * A classifier of these weights.
     *
     * @param digest names the examples it was trained on
     * @param labels what it tells apart, at most 256
     * @param features the weights of each feature
     */
    public static LinearClassifier of(String digest, List<String> labels, Map<String, Weights> features) {
        List<String> names = features.keySet().stream().sorted().toList();
        float[] scales = new float[names.size()];
        int[] ends = new int[names.size()];
        ByteArrayOutputStream places = new ByteArrayOutputStream();
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        for (int i = 0; i < ends.length; i++) {
            Weights weights = features.getOrDefault(names.get(i), Weights.NONE);
            scales[i] = weights.scale;
            for (short label : weights.labels) {
                places.write(label);
            }
            values.writeBytes(weights.values);
            ends[i] = values.size();
        }
        return new LinearClassifier(digest, List.copyOf(labels), NameTable.of(names), scales, ends,
                places.toByteArray(), values.toByteArray());
    }

    /** The weights of one feature: {@code values[i] * scale} for the label {@code labels[i]}. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Weights(short[] labels, byte[] values, float scale) {
        private static final Weights NONE = new Weights(new short[0], new byte[0], 0);
    }

    /** A label and its chance, from 0 to 1. */
    public record Prediction(String label, double chance) {}

    /** Names the examples it was trained on. */
    public String digest() {
        return digest;
    }

    /** Whether the feature was seen in training. */
    public boolean knows(String feature) {
        return features.has(feature);
    }

    /** Every label with its chance, in the order of the labels. */
    public List<Prediction> predict(Collection<String> present) {
        double[] scores = new double[labels.size()];
        double share = 1 / Math.sqrt(Math.max(1, present.size()));
        for (String feature : present) {
            int place = features.place(feature);
            if (place >= 0) {
                for (int i = place == 0 ? 0 : ends[place - 1]; i < ends[place]; i++) {
                    scores[Byte.toUnsignedInt(places[i])] += values[i] * (double) scales[place] * share;
                }
            }
        }
        double highest = Arrays.stream(scores).max().orElse(0);
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(scores[i] - highest);
            sum += scores[i];
        }
        List<Prediction> predictions = new ArrayList<>(scores.length);
        for (int i = 0; i < scores.length; i++) {
            predictions.add(new Prediction(labels.get(i), scores[i] / sum));
        }
        return predictions;
    }

    /**
     * Reads a classifier from a class path resource of that owner.
     *
     * @throws IllegalStateException if it is missing or of another format: it is part of the program
     */
    public static LinearClassifier read(Class<?> owner, String resource) {
        try (InputStream stream = owner.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("missing resource " + resource);
            }
            return read(new DataInputStream(new ByteArrayInputStream(stream.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LinearClassifier read(DataInputStream in) throws IOException {
        if (in.readInt() != FORMAT) {
            throw new IllegalStateException("the classifier is of another format");
        }
        String digest = in.readUTF();
        List<String> labels = NameTable.read(in).names();
        NameTable features = NameTable.read(in);
        int[] bits = NameTable.readInts(in);
        float[] scales = new float[bits.length];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = Float.intBitsToFloat(bits[i]);
        }
        return new LinearClassifier(digest, labels, features, scales, NameTable.readInts(in),
                in.readNBytes(in.readInt()), in.readNBytes(in.readInt()));
    }

    /** Writes it in the form that {@link #read(Class, String)} reads. */
    public void write(OutputStream stream) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(stream))) {
            out.writeInt(FORMAT);
            out.writeUTF(digest);
            NameTable.of(labels).write(out);
            features.write(out);
            int[] bits = new int[scales.length];
            for (int i = 0; i < bits.length; i++) {
                bits[i] = Float.floatToIntBits(scales[i]);
            }
            NameTable.writeInts(out, bits);
            NameTable.writeInts(out, ends);
            out.writeInt(places.length);
            out.write(places);
            out.writeInt(values.length);
            out.write(values);
        }
    }
}
