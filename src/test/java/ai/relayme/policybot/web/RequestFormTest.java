package ai.relayme.policybot.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.mail.MailServer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms for rights requests and messages, from the question to support's mailbox. */
class RequestFormTest extends BrowserTest {
    private static final String SUPPORT = "support@relayme.ai";
    private static final Pattern REFERENCE = Pattern.compile("RM-[0-9A-Z]{5}-[0-9A-Z]{5}");
    private static final String SUBMIT = "form > .primary";

    private final MailServer mailServer = MailServer.start();
    private TestBot mailing;

    @BeforeAll
    void start() {
        mailing = TestBot.start(mailServer.settings());
        // what is made once, at the first answer, is no part of these tests
        mailing.ask("Do you sell my personal data?");
    }

    @AfterAll
    void stop() {
        mailing.close();
        mailServer.close();
    }

    private Assistant open(Visitor visitor, String language) {
        return visitor.open(mailing.publicUrl() + "/?lang=" + language).inline();
    }

    /** Asks, and opens the form that the answer offers. */
    private static Locator formAfter(Assistant assistant, String question) {
        assistant.ask(question).locator(".card .primary").click();
        return assistant.find(".form");
    }

    /** Fills in the form, hands it over, and gives the reference. */
    private static String handOver(Assistant assistant, String email) {
        assistant.find("#form-email").fill(email);
        assistant.find(SUBMIT).click();
        assertThat(assistant.find("#form-code")).isFocused();
        return reference(assistant);
    }

    private static String reference(Assistant assistant) {
        Matcher reference = REFERENCE.matcher(assistant.find(".facts").innerText());
        assertThat(reference.find()).isTrue();
        return reference.group();
    }

    private static void confirm(Assistant assistant, String code) {
        assistant.find("#form-code").fill(code);
        assistant.find("#form-code").press("Enter");
    }

    /** All of them in the first language, those of words in the others. */
    private static List<String> faults(Visitor visitor, String language) {
        return language.equals("en")
                ? visitor.accessibilityFaultsInLightAndDark()
                : visitor.accessibilityFaultsOfWords();
    }

    private int cases() {
        return mailing.rows().getOrDefault("case_file", -1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "en | I want everything you have on me | 'Access to your data' | 20\\d\\d$ | received and acknowledged",
            "zh-Hant | 我想要你們持有的所有關於我的資料 | 查閱 | 年\\d+月\\d+日$ | 已收到並已確認",
            "zh-Hans | 我想要你们持有的所有关于我的信息 | 查阅 | 年\\d+月\\d+日$ | 已收到并已确认"})
    void leadsFromTheQuestionToSupportsMailAndTheStatusPage(String language, String question, String right,
            String due, String acknowledged) throws Exception {
        Visitor visitor = visitor();
        Assistant assistant = open(visitor, language);
        Locator form = formAfter(assistant, question);
        assertThat(form.locator("fieldset :checked")).hasCount(1);
        assertThat(form.locator(".option", new Locator.LocatorOptions().setHas(visitor.page().locator(":checked"))))
                .containsText(Pattern.compile(right, Pattern.CASE_INSENSITIVE));
        assertThat(form.locator("#form-details")).hasValue(question);
        assertThat(form).containsText(SUPPORT);
        assertThat(faults(visitor, language)).as("the form").isEmpty();
        form.locator("#form-account").fill("jo-4711");
        form.locator("[name=transcript]").check();

        String email = "walker-" + language.toLowerCase(Locale.ROOT) + "@example.com";
        String reference = handOver(assistant, email);
        assertThat(form).containsText(email);
        assertThat(form).containsText(SUPPORT);
        assertThat(form.locator("#form-code")).hasAttribute("autocomplete", "one-time-code");
        assertThat(form.locator("#form-code")).hasAttribute("inputmode", "numeric");
        assertThat(faults(visitor, language)).as("waiting for the code").isEmpty();

        // as it lies in the mail, with what surrounds it
        confirm(assistant, "RelayMe: " + mailServer.code(email, reference, 1) + " ");
        assertThat(form.locator("h3[tabindex]")).isFocused();
        assertThat(form.locator("#form-code")).hasCount(0);
        assertThat(form.locator(".facts dd").last()).hasText(Pattern.compile(due));
        assertThat(form.locator(".facts dd").first()).hasText(reference);
        assertThat(form).containsText(SUPPORT);
        assertThat(faults(visitor, language)).as("the receipt").isEmpty();

        MimeMessage support = mailServer.mails(SUPPORT, reference, 1).getFirst();
        assertThat(support.getReplyTo()[0].toString()).isEqualTo(email);
        assertThat(support.getHeader("Content-Language")[0]).isEqualTo(language);
        assertThat(MailServer.text(support)).contains("> " + question, ": jo-4711")
                .containsPattern("> (Q: |問：|问：)" + Pattern.quote(question));

        String link = MailServer.statusUrl(mailServer.mails(email, reference, 2).getLast());
        assertThat(form.locator("a")).hasAttribute("href", link);
        visitor.open(link);
        while (!visitor.page().locator(".case").innerText().contains(acknowledged)) {
            visitor.page().reload();
        }
        assertThat(visitor.page().locator("html")).hasAttribute("lang", language);
        assertThat(faults(visitor, language)).as("the status page").isEmpty();
    }

    @Test
    void aMessageToAPersonGoesTheSameWay() throws Exception {
        Visitor visitor = visitor();
        Assistant assistant = open(visitor, "zh-Hant");
        Locator form = formAfter(assistant, "我想和真人客服對話");
        form.locator("#form-message").fill("請致電給我");
        String reference = handOver(assistant, "caller@example.com");
        // an input method may leave wide digits
        confirm(assistant, mailServer.code("caller@example.com", reference, 1).chars()
                .mapToObj(digit -> Character.toString(digit - '0' + '０')).reduce("", String::concat));
        assertThat(form.locator("h3")).hasText("已確認，正轉交客服團隊");
        assertThat(MailServer.text(mailServer.mails(SUPPORT, reference, 1).getFirst())).contains("> 請致電給我");
        form.locator(".primary").click();
        assertThat(assistant.drawer()).hasCount(0);
        assertThat(visitor.stored()).as("the conversation alone").isEqualTo(1);
    }

    @Test
    void nothingIsStoredBeforeSomethingIsTyped() {
        Visitor visitor = visitor();
        Assistant assistant = open(visitor, "en");
        assistant.find(".foot button").first().click();
        assistant.find("#form-email").focus();
        assertThat(visitor.stored()).isZero();
        assertThat(visitor.requests()).allMatch(url -> url.matches(".*/(\\?lang=en|[a-z]+\\.(js|css|svg)|forms)"));
        visitor.press("Escape");
        assertThat(visitor.stored()).isZero();
        assistant.find(".foot button").first().click();
        assistant.find("#form-email").fill("j");
        assertThat(visitor.stored()).isEqualTo(1);
    }

    @Test
    void aReloadKeepsWhatWasTypedAndHowFarItHasCome() throws Exception {
        Visitor visitor = visitor();
        Assistant assistant = open(visitor, "en");
        assistant.find(".foot button").first().click();
        assistant.find("[name=erasure]").check();
        assistant.find("#form-details").fill("my old account");
        assistant.find("summary").click();
        assistant.find("#form-on_behalf_of").fill("my son");
        assistant.find("#form-regime").selectOption("gdpr");
        visitor.page().reload();
        assertThat(assistant.find("[name=erasure]")).isChecked();
        assertThat(assistant.find("#form-details")).hasValue("my old account");
        assertThat(assistant.find("#form-on_behalf_of")).hasValue("my son");
        assertThat(assistant.find("#form-regime")).hasValue("gdpr");
        assertThat(visitor.focused()).as("a page that loads takes no focus").isEqualTo("body");
        String reference = handOver(assistant, "reloader@example.com");
        String code = mailServer.code("reloader@example.com", reference, 1);
        confirm(assistant, code.equals("000000") ? "000001" : "000000");
        assertThat(assistant.find("#form-code-error")).containsText("Tries left: 4.");

        visitor.page().reload();
        assertThat(assistant.find(".facts")).containsText(reference);
        assistant.find(".drawer .icon").click();
        assertThat(assistant.find(".pending")).containsText(reference);
        assistant.find(".pending button").click();
        confirm(assistant, code.substring(0, 3) + " " + code.substring(3));
        assertThat(assistant.find(".form h3")).hasText("Confirmed, and on its way to our team");
        assertThat(assistant.find(".pending")).isHidden();
        assertThat(MailServer.text(mailServer.mails(SUPPORT, reference, 1).getFirst())).contains("my son",
                "> my old account", "General Data Protection Regulation");
    }

    @Test
    void aConnectionThatDropsMakesOneRequestHoweverOftenItIsTried() throws Exception {
        Visitor visitor = visitor();
        Assistant assistant = open(visitor, "en");
        Locator form = formAfter(assistant, "Delete everything you hold about me");
        int before = cases();
        form.locator("#form-email").fill("dropped@example.com");
        // the request arrives, the reply does not
        visitor.page().route("**/rights-requests", route -> {
            route.fetch();
            route.abort();
        });
        form.locator(SUBMIT).click();
        assertThat(form.locator("form > .error")).containsText("counts only once");
        visitor.page().reload();
        assertThat(form.locator("form > .error")).containsText("counts only once");
        form.locator(SUBMIT).click();
        assertThat(form.locator("form > .error")).containsText("counts only once");
        visitor.page().unroute("**/rights-requests");
        form.locator(SUBMIT).click();
        assertThat(form.locator("#form-code")).isVisible();
        assertThat(cases()).isEqualTo(before + 1);

        String reference = reference(assistant);
        String code = mailServer.code("dropped@example.com", reference, 1);
        visitor.page().route("**/verify", route -> {
            route.fetch();
            route.abort();
        });
        confirm(assistant, code);
        assertThat(form.locator("#form-code-error")).containsText("The connection was lost.");
        visitor.page().unroute("**/verify");
        form.locator("#form-code").press("Enter");
        assertThat(form.locator("h3")).hasText("Confirmed, and on its way to our team");
        assertThat(mailServer.mails(SUPPORT, reference, 1)).hasSize(1);
    }

    @Test
    void wordsThatChangedAreARequestOfTheirOwn() {
        Visitor visitor = visitor();
        Assistant assistant = open(visitor, "en");
        Locator form = formAfter(assistant, "Delete everything you hold about me");
        String first = handOver(assistant, "mistyped@example.com");
        form.getByText("Change what I wrote").click();
        assertThat(form.locator("#form-details")).hasValue("Delete everything you hold about me");
        assertThat(handOver(assistant, "typed@example.com")).isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "en | Choose at least one right. | Enter one email address | Shorten this to 200 | look at the marked",
            "zh-Hant | 請至少選擇一項權利。 | 請填寫一個電郵地址 | 請縮短至 200 | 請檢查標示的欄位",
            "zh-Hans | 请至少选择一项权利。 | 请填写一个邮箱地址 | 请缩短至 200 | 请检查标出的填写项"})
    void allFieldsAtFaultAreMarkedAtOnce(String language, String right, String email, String behalf, String all) {
        Visitor visitor = visitor();
        Assistant assistant = open(visitor, language);
        assistant.find(".foot button").first().click();
        Locator form = assistant.find(".form");
        form.locator("summary").click();
        form.locator("#form-email").fill("a@b.example, c@d.example");
        form.locator("#form-on_behalf_of").fill("x".repeat(201));
        form.locator("summary").click();
        form.locator(SUBMIT).click();
        assertThat(form.locator("#form-right-error")).hasText(right);
        assertThat(form.locator("#form-email-error")).containsText(email);
        assertThat(form.locator("#form-on_behalf_of-error")).containsText(behalf);
        assertThat(form.locator("#form-on_behalf_of")).isVisible();
        assertThat(form.locator("form > [role=alert]")).containsText(all);
        assertThat(form.locator("[name=access]")).isFocused();
        assertThat(form.locator("[name=access]")).hasAccessibleDescription(right);
        assertThat(form.locator("#form-email")).hasAccessibleDescription(Pattern.compile(email));
        assertThat(form.locator("[aria-invalid=true]")).hasCount(3);
        assertThat(faults(visitor, language)).isEmpty();
        form.locator("[name=access]").check();
        form.locator("#form-on_behalf_of").fill("");
        form.locator(SUBMIT).click();
        assertThat(form.locator("#form-email")).isFocused();
        assertThat(form.locator("[aria-invalid=true]")).hasCount(1);
        visitor.page().reload();
        assertThat(form.locator("#form-email-error")).containsText(email);
        assertThat(form.locator("form > [role=alert]")).containsText(all);
    }

    @Test
    void codesAreWrongThenLockedThenMadeAnew() throws Exception {
        Visitor visitor = visitor();
        Assistant assistant = open(visitor, "en");
        Locator form = formAfter(assistant, "Delete everything you hold about me");
        String reference = handOver(assistant, "guesser@example.com");
        String code = mailServer.code("guesser@example.com", reference, 1);
        confirm(assistant, "12345");
        assertThat(form.locator("#form-code-error")).hasText("The code has six digits.");
        String wrong = code.equals("000000") ? "000001" : "000000";
        for (int left = 4; left > 0; left--) {
            confirm(assistant, wrong);
            assertThat(form.locator("#form-code-error")).containsText("Tries left: " + left + ".");
            assertThat(form.locator("#form-code")).isFocused();
        }
        confirm(assistant, wrong);
        assertThat(form.locator("#form-code-error")).containsText("Too many wrong codes.");
        assertThat(form.locator(".renew")).isFocused();
        confirm(assistant, code);
        assertThat(form.locator("#form-code-error")).containsText("Too many wrong codes.");
        assertThat(visitor.accessibilityFaultsInLightAndDark()).isEmpty();
        visitor.page().reload();
        assertThat(form.locator("#form-code-error")).containsText("Too many wrong codes.");
        form.locator(".renew").click();
        assertThat(form.locator(".validity")).containsText("A new code is on its way.");
        assertThat(form.locator("#form-code")).isFocused();
        confirm(assistant, mailServer.code("guesser@example.com", reference, 2));
        assertThat(form.locator("h3")).hasText("Confirmed, and on its way to our team");
    }

    @Test
    void aCodeWhoseTimeIsOverIsToldSo() {
        Visitor visitor = visitor(Visitor.desktop());
        visitor.page().clock().install();
        Assistant assistant = open(visitor, "zh-Hans");
        Locator form = formAfter(assistant, "请删除你们持有的我的所有数据");
        handOver(assistant, "late@example.com");
        assertThat(form.locator(".validity")).containsText("有效至");
        visitor.page().clock().fastForward("11:00");
        assertThat(form.locator(".validity")).hasText("验证码已失效，请获取新的验证码。");
    }

    @Test
    void refusalsAreToldAndNothingIsLost() {
        Visitor visitor = visitor();
        Assistant assistant = open(visitor, "en");
        visitor.page().route("**/forms", route -> route.fulfill(new FulfillOptions().setStatus(503).setBody("{}")));
        Locator form = formAfter(assistant, "Delete everything you hold about me");
        assertThat(form.locator("[role=alert]")).containsText("The form cannot be loaded right now.");
        visitor.page().unroute("**/forms");
        form.locator("button").click();
        form.locator("#form-email").fill("kept@example.com");
        for (String[] refusal : new String[][]{{"429", "7", "Please wait 7 seconds."},
                {"503", "5", "Something went wrong on our side."}, {"500", "0", "Something went wrong on our side."},
                {"403", "0", "not allowed to use the assistant"}, {"413", "0", "look at the marked fields"}}) {
            visitor.page().route("**/rights-requests", route -> refuse(route, refusal[0], refusal[1]));
            form.locator(SUBMIT).click();
            assertThat(form.locator("form > [role=alert]")).containsText(refusal[2]);
            assertThat(form).not().containsText("inner words");
            assertThat(form.locator("#form-email")).hasValue("kept@example.com");
            visitor.page().unroute("**/rights-requests");
        }
        handOver(assistant, "kept@example.com");
        visitor.page().route("**/code", route -> refuse(route, "429", "86400"));
        form.locator(".renew").click();
        assertThat(form.locator("#form-code-error")).containsText("No more codes can be sent for this request.");
        visitor.page().route("**/verify", route -> refuse(route, "404", "0"));
        confirm(assistant, "123456");
        assertThat(form.locator("form > [role=alert]")).containsText("We can no longer find this request.");
        assertThat(form.locator("#form-email")).hasValue("kept@example.com");
    }

    private static void refuse(Route route, String status, String retryAfter) {
        route.fulfill(new FulfillOptions().setStatus(Integer.parseInt(status))
                .setHeaders(Map.of("Retry-After", retryAfter, "Content-Type", "application/problem+json"))
                .setBody("{\"detail\":\"inner words\"}"));
    }

    @Test
    void theKeyboardAloneIsEnoughAndFocusReturns() {
        Visitor visitor = visitor();
        Assistant assistant = open(visitor, "en");
        Locator opener = assistant.ask("Delete everything you hold about me").locator(".card .primary");
        opener.focus();
        visitor.press("Enter");
        assertThat(assistant.find("#form-email")).isVisible();
        assertThat(visitor.focused()).isEqualTo("icon");
        visitor.press("Escape");
        assertThat(opener).isFocused();
        visitor.press("Enter");
        assertThat(assistant.find("#form-email")).isVisible();
        for (int i = 0; i < 20 && !Boolean.TRUE.equals(
                assistant.find("#form-email").evaluate("it => it.getRootNode().activeElement === it")); i++) {
            visitor.press("Tab");
        }
        visitor.page().keyboard().type("keys@example.com");
        visitor.press("Enter");
        assertThat(assistant.find("#form-code")).isFocused();
    }

    @Test
    void anotherLanguageKeepsTheForm() {
        Visitor visitor = visitor();
        Assistant assistant = open(visitor, "en");
        assistant.find(".foot button").first().click();
        assistant.find("#form-details").fill("half a request");
        assistant.root().evaluate("(host) => host.setAttribute('lang', 'zh-Hant')");
        assertThat(assistant.drawer().locator("h2")).hasText("行使資料權利");
        assertThat(assistant.find("legend")).containsText("您想行使哪項權利？");
        assertThat(assistant.find("#form-details")).hasValue("half a request");
    }

    @Test
    void theFormsFitOnASmallPhone() {
        Visitor visitor = visitor(Visitor.phone().setViewportSize(320, 568));
        visitor.open(mailing.publicUrl() + "/?lang=en");
        Assistant assistant = visitor.launcher();
        Locator form = formAfter(assistant, "Delete everything you hold about me");
        form.locator("summary").click();
        assertFits(visitor, form);
        handOver(assistant, "a-rather-long-address-that-needs-room@subdomain.example.com");
        assertFits(visitor, form);
    }

    private static void assertFits(Visitor visitor, Locator form) {
        assertThat(form.evaluate("(it) => it.scrollWidth <= it.clientWidth")).isEqualTo(true);
        List<?> small = (List<?>) form.evaluate("""
                (it) => [...it.querySelectorAll('button, select, input:not([type=checkbox]), textarea, summary, .option')]
                  .filter((control) => control.checkVisibility())
                  .map((control) => [control.className || control.id, control.getBoundingClientRect()])
                  .filter(([, box]) => box.width < 40 || box.height < 40).map(([name]) => name)""");
        assertThat(small).as("controls too small for a finger").isEmpty();
        assertThat(visitor.accessibilityFaultsInLightAndDark()).isEmpty();
    }
}
