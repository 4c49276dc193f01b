package ai.relayme.policybot.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.relayme.policybot.language.TermMatcher.Match;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermMatcherTest {
    private static final Tokenizer TOKENIZER = new Tokenizer(new ScriptFolder());

    private static TermMatcher<String> matcher(String... terms) {
        TermMatcher.Builder<String> builder = new TermMatcher.Builder<>(TOKENIZER);
        for (String term : terms) {
            builder.add(term, term);
        }
        return builder.build();
    }

    private static List<String> all(String text, String... terms) {
        return matcher(terms).all(TOKENIZER.tokens(text)).stream().map(Match::value).toList();
    }

    private static List<String> longest(String text, String... terms) {
        return matcher(terms).longest(TOKENIZER.tokens(text)).stream().map(Match::value).toList();
    }

    @Test
    void findsTermsWhateverTheirInflectionAndScript() {
        assertThat(all("Are cookies used?", "cookie")).containsExactly("cookie");
        assertThat(all("會否出售個人資料", "个人资料")).containsExactly("个人资料");
        assertThat(all("cook it", "cookie")).isEmpty();
    }

    @Test
    void bridgesAShortGapOnly() {
        assertThat(all("delete all of my data", "delete..data")).hasSize(1);
        assertThat(all("delete data", "delete..data")).hasSize(1);
        assertThat(all("delete one two three four five six data", "delete..data")).hasSize(1);
        assertThat(all("delete one two three four five six seven data", "delete..data")).isEmpty();
        assertThat(all("刪除我的全部資料", "删除..资料")).hasSize(1);
        assertThat(all("刪除一二三四五六七八九資料", "删除..资料")).isEmpty();
    }

    @Test
    void tiesATermToTheTextsBeginningAndEnd() {
        assertThat(all("why not", "^why")).hasSize(1);
        assertThat(all("tell me why", "^why")).isEmpty();
        assertThat(all("tell me why", "why$")).hasSize(1);
        assertThat(all("why not", "why$")).isEmpty();
        assertThat(all("why", "^why$")).hasSize(1);
    }

    @Test
    void prefersTheLongestOfTermsThatOverlap() {
        assertThat(all("credit card number", "card", "credit card")).containsExactlyInAnyOrder("card", "credit card");
        assertThat(longest("credit card number", "card", "credit card")).containsExactly("credit card");
        assertThat(longest("credit card and card", "card", "credit card")).containsExactly("credit card", "card");
    }

    @Test
    void keepsATermWithAGapBesideWhatLiesInIt() {
        assertThat(longest("delete my card data", "delete..data", "card")).containsExactlyInAnyOrder("delete..data",
                "card");
    }

    @Test
    void findsNothingInNothing() {
        assertThat(all("", "card")).isEmpty();
        assertThat(matcher().all(TOKENIZER.tokens("card"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "..", "a..", "..a", "^", "$", "?!", "a....b"})
    void refusesATermWithoutWords(String term) {
        assertThatThrownBy(() -> matcher(term)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsTheSameAfterItWasWrittenAndReadBack() throws IOException {
        TermMatcher<String> made = matcher("delete..data", "^why", "why$", "credit card", "card", "删除..资料", "data");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        made.write(new DataOutputStream(bytes), term -> term);
        TermMatcher<String> read = TermMatcher
                .read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), term -> term);
        for (String text : List.of("delete all of my data", "why is my credit card data why", "請刪除我的全部資料", "nothing",
                "")) {
            List<Tokenizer.Token> tokens = TOKENIZER.tokens(text);
            assertThat(read.all(tokens)).isEqualTo(made.all(tokens));
            assertThat(read.longest(tokens)).isEqualTo(made.longest(tokens));
        }
    }
}
