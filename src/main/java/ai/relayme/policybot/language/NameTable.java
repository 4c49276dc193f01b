package ai.relayme.policybot.language;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Names and their places in a list. They lie in one text beside one table of hashes, so that tens of thousands are read
 * from a file in a few bulk copies, which a map of as many strings would not be. Immutable.
 */
public final class NameTable {
    /** A table at most half full: a name is found, or found missing, at the first or second look. */
    private static final int SLOTS_PER_NAME = 2;

    private final String text;
    private final int[] ends;
    private final int[] slots;

    private NameTable(String text, int[] ends, int[] slots) {
        this.text = text;
        this.ends = ends;
        this.slots = slots;
    }

    /**
     * A table of these names, each at its place in the list.
     *
     * @throws IllegalArgumentException if a name stands there twice
     */
    public static NameTable of(List<String> names) {
        int[] ends = new int[names.size()];
        int[] slots = new int[Integer.highestOneBit(Math.max(1, names.size())) * 2 * SLOTS_PER_NAME];
        StringBuilder text = new StringBuilder();
        for (int place = 0; place < ends.length; place++) {
            text.append(names.get(place));
            ends[place] = text.length();
        }
        NameTable table = new NameTable(text.toString(), ends, slots);
        for (int place = 0; place < ends.length; place++) {
            int slot = table.slot(names.get(place));
            if (slots[slot] != 0) {
                throw new IllegalArgumentException("the name '" + names.get(place) + "' stands there twice");
            }
            slots[slot] = place + 1;
        }
        return table;
    }

    /** Reads a table in the form that {@link #write} leaves. */
    public static NameTable read(DataInputStream in) throws IOException {
        String text = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        return new NameTable(text, readInts(in), readInts(in));
    }

    /** Writes the table. */
    public void write(DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
        writeInts(out, ends);
        writeInts(out, slots);
    }

    /** How many names there are. */
    public int size() {
        return ends.length;
    }

    /** The name at that place. */
    public String name(int place) {
        return text.substring(start(place), ends[place]);
    }

    /** Every name, in order. */
    public List<String> names() {
        List<String> names = new ArrayList<>(ends.length);
        for (int place = 0; place < ends.length; place++) {
            names.add(name(place));
        }
        return List.copyOf(names);
    }

    /** The place of a name, -1 where it is none of these. */
    public int place(String name) {
        return slots[slot(name)] - 1;
    }

    /** Whether it is one of these names. */
    public boolean has(String name) {
        return place(name) >= 0;
    }

    /** The slot of a name, or the free one where it would stand. */
    private int slot(String name) {
        int hash = name.hashCode();
        int slot = (hash ^ hash >>> 16) & (slots.length - 1);
        while (slots[slot] != 0 && !isAt(slots[slot] - 1, name)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private boolean isAt(int place, String name) {
        int start = start(place);
        return ends[place] - start == name.length() && text.startsWith(name, start);
    }

    private int start(int place) {
        return place == 0 ? 0 : ends[place - 1];
    }

    /** Reads as many numbers as the first one says. */
    static int[] readInts(DataInputStream in) throws IOException {
        int[] numbers = new int[in.readInt()];
        byte[] bytes = in.readNBytes(numbers.length * Integer.BYTES);
        if (bytes.length < numbers.length * Integer.BYTES) {
            throw new EOFException();
        }
        ByteBuffer.wrap(bytes).asIntBuffer().get(numbers);
        return numbers;
    }

    /** Writes numbers, their count first. */
    static void writeInts(DataOutputStream out, int[] numbers) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        bytes.asIntBuffer().put(numbers);
        out.writeInt(numbers.length);
        out.write(bytes.array());
    }

}
