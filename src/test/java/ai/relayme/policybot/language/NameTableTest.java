package ai.relayme.policybot.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NameTableTest {
    private static NameTable readBack(NameTable table) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        table.write(new DataOutputStream(bytes));
        return NameTable.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    @Test
    void knowsThePlaceOfEveryNameAndOfNoOther() throws IOException {
        Random random = new Random(11);
        for (int size : new int[]{0, 1, 2, 3, 64, 5_000}) {
            Set<String> names = new LinkedHashSet<>();
            while (names.size() < size) {
                names.add(random.ints(random.nextInt(6), 'a', 'k').mapToObj(Character::toString)
                        .reduce(random.nextBoolean() ? "私隱" : "", String::concat));
            }
            List<String> listed = new ArrayList<>(names);
            NameTable table = readBack(NameTable.of(listed));
            assertThat(table.size()).isEqualTo(size);
            assertThat(table.names()).isEqualTo(listed);
            for (int place = 0; place < size; place++) {
                assertThat(table.place(listed.get(place))).isEqualTo(place);
            }
            assertThat(table.has("z")).isFalse();
            assertThat(table.place("私")).isEqualTo(-1);
        }
    }

    @Test
    void tellsNamesOfTheSameHashApart() {
        // "Aa" and "BB" have the same hash code, and so have all words made of them
        List<String> names = List.of("AaAa", "BBBB", "AaBB");
        NameTable table = NameTable.of(names);
        assertThat(names.stream().map(table::place)).containsExactly(0, 1, 2);
        assertThat(table.place("BBAa")).isEqualTo(-1);
    }

    @Test
    void refusesANameThatStandsThereTwice() {
        assertThatThrownBy(() -> NameTable.of(List.of("a", "b", "a"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a'");
    }

    @Test
    void refusesAFileThatIsCutOff() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        NameTable.of(List.of("one", "two")).write(new DataOutputStream(bytes));
        byte[] cut = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 3);
        assertThatThrownBy(() -> NameTable.read(new DataInputStream(new ByteArrayInputStream(cut))))
                .isInstanceOf(EOFException.class);
    }
}
