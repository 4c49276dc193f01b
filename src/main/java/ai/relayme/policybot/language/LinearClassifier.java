package ai.relayme.policybot.language;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A multinomial logistic regression over named features: the chance of each label is the softmax of the sum of the
 * features' weights over the root of their number. Its weights are trained aside and come as a resource. Immutable.
 */
public final class LinearClassifier {
    private static final int FORMAT = 1;

    private final String digest;
    private final List<String> labels;
    private final Map<String, Weights> features;

    /**
     * @param digest names the examples it was trained on
     * @param labels what it tells apart
     * @param features the weights of each feature
     */
    public LinearClassifier(String digest, List<String> labels, Map<String, Weights> features) {
        this.digest = digest;
        this.labels = List.copyOf(labels);
        this.features = Map.copyOf(features);
    }

    /** The weights of one feature: {@code values[i] * scale} for the label {@code labels[i]}. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Weights(short[] labels, byte[] values, float scale) {}

    /** A label and its chance, from 0 to 1. */
    public record Prediction(String label, double chance) {}

    /** Names the examples it was trained on. */
    public String digest() {
        return digest;
    }

    /** Every label with its chance, in the order of the labels. */
    public List<Prediction> predict(Collection<String> present) {
        double[] scores = new double[labels.size()];
        double share = 1 / Math.sqrt(Math.max(1, present.size()));
        for (String feature : present) {
            Weights weights = features.get(feature);
            if (weights != null) {
                for (int i = 0; i < weights.labels.length; i++) {
                    scores[weights.labels[i]] += weights.values[i] * (double) weights.scale * share;
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
            return read(new DataInputStream(new BufferedInputStream(new GZIPInputStream(stream, 1 << 16), 1 << 16)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LinearClassifier read(DataInputStream in) throws IOException {
        if (in.readInt() != FORMAT) {
            throw new IllegalStateException("the classifier is of another format");
        }
        String digest = in.readUTF();
        List<String> labels = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            labels.add(in.readUTF());
        }
        int count = in.readInt();
        Map<String, Weights> features = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            float scale = in.readFloat();
            short[] places = new short[in.readUnsignedByte()];
            byte[] values = new byte[places.length];
            for (int j = 0; j < places.length; j++) {
                places[j] = (short) in.readUnsignedByte();
                values[j] = in.readByte();
            }
            features.put(name, new Weights(places, values, scale));
        }
        return new LinearClassifier(digest, labels, features);
    }

    /** Writes it in the form that {@link #read(Class, String)} reads; at most 256 labels, 255 weights a feature. */
    public void write(OutputStream stream) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(stream))) {
            out.writeInt(FORMAT);
            out.writeUTF(digest);
            out.writeInt(labels.size());
            for (String label : labels) {
                out.writeUTF(label);
            }
            out.writeInt(features.size());
            for (String name : features.keySet().stream().sorted().toList()) {
                Weights weights = features.getOrDefault(name, new Weights(new short[0], new byte[0], 0));
                out.writeUTF(name);
                out.writeFloat(weights.scale);
                out.writeByte(weights.labels.length);
                for (int i = 0; i < weights.labels.length; i++) {
                    out.writeByte(weights.labels[i]);
                    out.writeByte(weights.values[i]);
                }
            }
        }
    }
}
