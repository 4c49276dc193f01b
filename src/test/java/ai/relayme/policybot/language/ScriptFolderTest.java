package ai.relayme.policybot.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Transliterator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScriptFolderTest {
    private static final String HEAD = """
            # Traditional and simplified Han characters, from the transforms of ICU (Unicode License v3, unicode.org/license.txt).
            # Traditional characters and the simplified ones they fold to, then simplified ones and their traditional ones.
            """;

    private final ScriptFolder folder = new ScriptFolder();

    @Test
    void theTablesAreThoseOfTheIcuInUse() throws IOException {
        String expected = HEAD + lines("Traditional-Simplified") + lines("Simplified-Traditional");
        // where a newer ICU differs, this is the file to take over
        Path made = Files.writeString(Path.of("target", ScriptFolder.TABLES), expected);
        try (InputStream shipped = ScriptFolder.class.getResourceAsStream(ScriptFolder.TABLES)) {
            assertThat(shipped).as("the tables, to be copied from " + made).isNotNull();
            assertThat(new String(shipped.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(expected);
        }
    }

    @Test
    void foldsTraditionalTextAndLeavesAllElse() {
        assertThat(folder.fold("你們會否出售我的個人資料？ RelayMe 2026 𠮷")).isEqualTo("你们会否出售我的个人资料？ RelayMe 2026 𠮷");
        assertThat(folder.fold("怎样删除我的账户信息？")).isEqualTo("怎样删除我的账户信息？");
    }

    @Test
    void tellsCharactersOfOneScriptFromThoseOfBoth() {
        assertThat(folder.isTraditionalOnly('個')).isTrue();
        assertThat(folder.isSimplifiedOnly('个')).isTrue();
        assertThat(folder.isTraditionalOnly('人') || folder.isSimplifiedOnly('人')).isFalse();
    }

    private static String lines(String transform) {
        Transliterator icu = Transliterator.getInstance(transform);
        StringBuilder from = new StringBuilder();
        StringBuilder to = new StringBuilder();
        for (int c = ScriptFolder.FIRST; c <= ScriptFolder.LAST; c++) {
            String folded = icu.transliterate(Character.toString(c));
            if (folded.length() == 1 && folded.charAt(0) != c) {
                from.append((char) c);
                to.append(folded);
            }
        }
        return from + "\n" + to + "\n";
    }
}
