package ai.relayme.policybot.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documents as pages to read. */
class DocumentPagesTest extends BrowserTest {
    @ParameterizedTest
    @CsvSource({"en, 3.1, We do not sell, 3. Information Sharing", "zh-Hant, 5.4, 刪除：, 5. 您的權利",
            "zh-Hans, 5.4, 删除：, 5. 您的权利"})
    void aPassagesAddressLeadsToIt(String language, String passage, String text, String heading) {
        Page page = visitor().open(bot().publicUrl() + "/documents/privacy-policy?lang=" + language + "#" + passage)
                .page();
        assertThat(page.locator("html")).hasAttribute("lang", language);
        assertThat(page.locator(":target")).hasId(passage);
        assertThat(page.locator(":target")).containsText(text);
        assertThat(page.locator(":target")).isInViewport();
        assertThat(page.locator("section:has(:target) h2")).hasText(heading);
    }

    @Test
    void everyPassageHasAnAnchorToShare() {
        Visitor visitor = visitor();
        Page page = visitor.open(bot().publicUrl() + "/documents/privacy-policy?lang=en").page();
        assertThat(page.locator(".passage")).hasCount(page.locator(".passage[id] > .anchor").count());
        page.locator("[id='5.8'] .anchor").click();
        assertThat(page.locator(":target")).hasId("5.8");
        assertThat(page.locator("[id='5.8'] .anchor")).hasAttribute("aria-label", "Passage 5.8");
    }

    @Test
    void pagesLeadBackToEachOtherAndToTheirLanguages() {
        Page page = visitor().open(bot().publicUrl() + "/documents/privacy-policy?lang=en").page();
        assertThat(page.locator("body > header ~ main")).hasCount(1);
        assertThat(page.locator("h1")).hasText("Privacy Policy");
        page.getByText("繁體中文").click();
        assertThat(page.locator("h1")).hasText("私隱政策");
        assertThat(page.locator("[aria-current]")).hasText(new String[]{"私隱政策", "繁體中文"});
        page.locator("header").getByText("聯絡資料").click();
        assertThat(page.locator("h1")).hasText("聯絡資料");
        assertThat(page.getByText("support@relayme.ai")).hasAttribute("href", "mailto:support@relayme.ai");
        page.locator(".home").click();
        assertThat(page.locator("html")).hasAttribute("lang", "zh-Hant");
        assertThat(page.locator("relayme-chat").first()).isAttached();
    }
}
