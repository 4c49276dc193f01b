package ai.relayme.policybot.http.page;

import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.rights.CaseFile;
import ai.relayme.policybot.rights.CaseWords;
import java.net.URI;
import java.time.Instant;
import java.util.function.Supplier;
import org.jsoup.nodes.Element;

/** The page that shows a requester how a case stands. It holds no word of theirs, only what was made of it. */
public final class CasePage {
    private final Supplier<URI> publicUrl;

    /** @param publicUrl how visitors reach the bot, known at the latest when the first request comes */
    public CasePage(Supplier<URI> publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** The page, as HTML, in the language of the request; with the address of support. */
    public String of(CaseFile file, CaseWords words, String support) {
        Language language = file.submission().language();
        Page page = new Page(language, words.of("page.title", language), publicUrl.get().getPath());
        Element list = page.main().appendElement("dl").addClass("case");
        row(list, words.of("page.reference", language), file.reference());
        row(list, words.of("page.what", language), words.subject(file, language));
        row(list, words.of("page.state", language), words.state(file.state(), language));
        if (file.outcome() != null) {
            row(list, words.of("page.outcome", language), words.of("outcome." + file.outcome(), language));
        }
        row(list, words.of("page.received", language), words.time(file.receivedAt()));
        Instant due = file.answerDueAt();
        if (due != null) {
            row(list, words.of("page.due", language), words.day(due, file.regime().zone(), language));
        }
        row(list, words.of("page.support", language), support);
        return page.html();
    }

    private static void row(Element list, String name, String value) {
        list.appendElement("dt").text(name);
        list.appendElement("dd").text(value);
    }
}
