package ai.relayme.policybot.web;

import ai.relayme.policybot.app.TestBot;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One Chromium and one bot for all browser tests, which take turns: its driver serves one thread at a time. Where no
 * Chromium is found the tests are skipped and say so; in CI ({@code CI=true}) they fail.
 */
final class SharedBrowser implements ExecutionCondition, ParameterResolver {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String MISSING = "no Chromium found: put " + String.join(" or ", NAMES)
            + " on the PATH, or name one in CHROMIUM";
    private static final AtomicBoolean SAID = new AtomicBoolean();
    /** No page lives long enough for its scripts to be worth the optimising compilers' time. */
    private static final String QUICK_SCRIPTS = "--js-flags=--no-turbofan --no-maglev";
    private static final List<String> ARGUMENTS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
            QUICK_SCRIPTS, "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync",
            "--disable-features=" + String.join(",", notNeeded()));

    /**
     * What a browser does beside showing pages. Its window is made of web pages itself, two more for each of ours; and
     * this list takes the place of the driver's own, of which the second half is what matters here.
     */
    private static List<String> notNeeded() {
        return List.of("InitialWebUI", "PreloadTopChromeWebUI", "WebUIBackForwardButton", "WebUIHomeButton",
                "WebUILocationBar", "WebUIReloadButton", "WebUISplitTabsButton", "WebUIToolbar",
                "DestroyProfileOnBrowserClose", "HttpsUpgrades", "MediaRouter", "OptimizationHints", "PaintHolding",
                "Translate");
    }

    /** The browser, the driver that leads it, and the visitor of those tests that need no browser profile of their own. */
    private record Running(Playwright playwright, Browser browser, Visitor regular) implements AutoCloseable {
        static Running start() {
            // a machine that is busy with other tests is slow, not wrong
            PlaywrightAssertions.setDefaultAssertionTimeout(Visitor.PATIENCE_MILLIS);
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            Browser browser = playwright.chromium().launch(
                    new LaunchOptions().setExecutablePath(chromium().orElseThrow()).setArgs(ARGUMENTS));
            return new Running(playwright, browser, new Visitor(browser.newContext(Visitor.desktop())));
        }

        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }

    private static Optional<Path> chromium() {
        String named = System.getenv("CHROMIUM");
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return NAMES.stream()
                .flatMap(name -> Stream.of(path.split(File.pathSeparator, -1)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable).findFirst();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (chromium().isPresent()) {
            return ConditionEvaluationResult.enabled("Chromium is there");
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(MISSING);
        }
        if (!SAID.getAndSet(true)) {
            System.out.println("Browser tests are skipped: " + MISSING);
        }
        return ConditionEvaluationResult.disabled(MISSING);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Browser.class || type == Visitor.class || type == TestBot.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // the store of the run: what it holds is closed when all tests are done
        ExtensionContext.Store store = context.getRoot().getStore(Namespace.create(SharedBrowser.class));
        Class<?> type = parameter.getParameter().getType();
        if (type == TestBot.class) {
            return store.computeIfAbsent(TestBot.class, key -> TestBot.start(), TestBot.class);
        }
        Running running = store.computeIfAbsent(Running.class, key -> Running.start(), Running.class);
        return type == Browser.class ? running.browser() : running.regular();
    }
}
