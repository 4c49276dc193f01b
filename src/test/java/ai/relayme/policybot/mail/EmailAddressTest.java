package ai.relayme.policybot.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"a@b.example", "first.last+tag@sub.domain.example", "o'neil@example.com",
            "A_B-c@EXAMPLE.com",
            " a@b.example ", "陳@例子.公司"})
    void takesOnePlainAddress(String text) {
        // letters beyond ASCII are taken in the domain, which has a form of its own for them, and not before the sign
        assertThat(EmailAddress.parse(text).isPresent()).isEqualTo(!text.startsWith("陳"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "@b.example", "a@", "a@b", "a@@b.example", "a@b.example,v@x.example",
            "a@b.example;v@x.example", "a@b.example v@x.example", "a@b.example\r\nBcc: v@x.example",
            "a@b.example\nBcc: v@x.example", "a@b.example%0d%0aBcc:v@x.example", "A <a@b.example>", "<a@b.example>",
            "\"a b\"@b.example", "a(b)@b.example", "a@[127.0.0.1]", "a@127.0.0.1", "v%x.example@b.example",
            "x.example!v@b.example", "@x.example:a@b.example", ".a@b.example", "a.@b.example", "a..b@b.example",
            "a@-b.example", "a@b-.example", "a@b..example", "a\u0000@b.example", "a\u200b@b.example",
            "=?utf-8?q?a?=,v@b.example", "a@b.example\u2028v@x.example", "group: a@b.example;", "a@b.e_x"})
    void refusesEverythingElse(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(EmailAddress.parse("a".repeat(64) + "@b.example")).isPresent();
        assertThat(EmailAddress.parse("a".repeat(65) + "@b.example")).isEmpty();
        assertThat(EmailAddress.parse("a@" + "b".repeat(60) + "." + "c".repeat(60) + "." + "d".repeat(60) + "."
                + "e".repeat(60) + "." + "f".repeat(60) + ".example")).isEmpty();
    }

    @Test
    void takesVariantsOfAnAddressForOneMailbox() {
        for (String variant : List.of("victim@example.com", "Victim@Example.com", "v.i.c.tim@example.com",
                "victim+1@example.com", "v.ictim+a+b@example.com")) {
            assertThat(EmailAddress.mailbox(variant)).isEqualTo("victim@example.com");
        }
        assertThat(EmailAddress.mailbox("+1@example.com")).isEqualTo("+1@example.com");
    }
}
