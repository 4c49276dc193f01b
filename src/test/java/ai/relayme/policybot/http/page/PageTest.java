package ai.relayme.policybot.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.language.Language;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void behindAProxysPathEveryLinkStaysOnIt() {
        Page page = new Page(Language.ZH_HANT, "私隱政策", "/bot");
        page.links("文件").add("/documents/contact", Language.ZH_HANT, "聯絡資料", true);
        Document document = Jsoup.parse(page.html());
        assertThat(document.select("[href]").eachAttr("href"))
                .isEqualTo(List.of("/bot/icon.svg", "/bot/base.css", "/bot/document.css",
                        "/bot/?lang=zh-Hant", "/bot/documents/contact?lang=zh-Hant"));
    }

    @Test
    void textIsNeverMarkup() {
        Page page = new Page(Language.EN, "<b>Title</b>", "");
        assertThat(page.html()).contains("<h1>&lt;b&gt;Title&lt;/b&gt;</h1>").doesNotContain("<b>");
    }
}
