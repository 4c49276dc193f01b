package ai.relayme.policybot.bench;

import ai.relayme.policybot.app.TestBot;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether the widget holds up a page on a slow machine: tasks of more than 50 ms while the processor is slowed down four
 * times, and how long after its first segment has arrived an answer is on the screen. Argument: the browser's path.
 */
final class WidgetBench {
    private static final int SLOWER = 4;
    private static final int ANSWERS = 15;
    private static final int SEGMENTS = 200;
    /** Notes long tasks, when the first segment of an answer comes, and when the frame that shows it is done. */
    private static final String WATCH = """
            window.tasks = [];
            new PerformanceObserver((list) => list.getEntries().forEach((task) => tasks.push([task.startTime, task.duration])))
              .observe({ type: 'longtask', buffered: true });
            const fetched = window.fetch;
            window.fetch = async (...request) => {
              const reply = await fetched(...request);
              if (!String(request[0]).endsWith('/ask') || !reply.body) return reply;
              const text = new TextDecoder();
              const watched = new TransformStream({ transform(bytes, out) {
                if (!window.arrived && text.decode(bytes, { stream: true }).includes('event: segment')) window.arrived = performance.now();
                out.enqueue(bytes);
              } });
              return new Response(reply.body.pipeThrough(watched), { status: reply.status, headers: reply.headers });
            };
            window.chat = () => document.querySelector('relayme-chat[mode=inline]').shadowRoot;
            window.until = (holds) => new Promise((go) => {
              const look = () => (holds() ? go() : setTimeout(look, 20));
              look();
            });
            window.ask = async (question) => {
              window.arrived = window.shown = 0;
              const before = chat().querySelectorAll('.turn').length;
              const composer = chat().querySelector('textarea');
              composer.value = question;
              const observer = new MutationObserver(() => {
                const turn = chat().querySelectorAll('.turn')[before];
                if (shown || !turn?.querySelector('[data-provenance]')) return;
                window.shown = -1;
                requestAnimationFrame(() => setTimeout(() => (window.shown = performance.now())));
              });
              observer.observe(chat(), { childList: true, subtree: true });
              composer.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
              await until(() => chat().querySelectorAll('.turn')[before]?.querySelector('.rest')?.childElementCount > 0);
              await until(() => shown >= 0);
              observer.disconnect();
              return [shown - arrived, arrived];
            };
            window.rest = () => new Promise((go) => setTimeout(go, 300));
            """;

    private WidgetBench() {}

    public static void main(String[] arguments) {
        try (TestBot bot = TestBot.start();
                Playwright playwright = Playwright
                        .create(new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
            bot.ask("Do you sell my personal data?");
            Browser browser = playwright.chromium().launch(new LaunchOptions().setExecutablePath(Path.of(arguments[0]))
                    .setArgs(List.of("--no-sandbox", "--disable-gpu")));
            measure(browser.newPage(), bot.publicUrl());
        }
    }

    private static void measure(Page page, String url) {
        page.addInitScript(WATCH);
        JsonObject slower = new JsonObject();
        slower.addProperty("rate", SLOWER);
        page.context().newCDPSession(page).send("Emulation.setCPUThrottlingRate", slower);
        System.out.printf(Locale.ROOT, "%n%-44s %12s %12s%n", "processor slowed " + SLOWER + " times", "over 50 ms",
                "longest ms");
        page.navigate(url + "/?lang=en");
        // the first script from outside brings the driver's own, which takes long: what came before it is the page's
        print("the start page with its assistants", page.evaluate("""
                () => {
                  const now = performance.now();
                  return tasks.filter(([began, took]) => began + took < now).map(([, took]) => took);
                }"""));
        page.evaluate("() => rest()");
        run(page, "a question, answered by the bot", "ask('How can I have my data deleted?')");
        run(page, "an abstention with the closest passages", "ask('How long do you keep my data?')");
        run(page, "a passage in the drawer", "chat().querySelector('.chip').click()");
        run(page, "back", "chat().querySelector('.drawer .icon').click()");
        run(page, "another language", "document.querySelector('relayme-chat').setAttribute('lang', 'zh-Hant')");
        run(page, "a form",
                "(chat().querySelector('.foot button').click(), until(() => chat().querySelector('.form form')))");
        run(page, "back", "chat().querySelector('.drawer .icon').click()");
        String stream = IntStream.range(0, SEGMENTS).mapToObj(i -> """
                event: segment
                data: {"index":%d,"text":"Sentence %d of a long answer.","provenance":"ai_generated","numbers":[%d],\
                "citations":[{"number":%d,"passage_id":"a:1.%d","title":"Policy","heading":"Part","quote":"Words"}]}

                """.formatted(i, i, i + 1, i + 1, i)).collect(Collectors.joining());
        page.route("**/ask", (Route route) -> route.fulfill(
                new FulfillOptions().setContentType("text/event-stream").setBody(stream)));
        run(page, SEGMENTS + " segments at once", "ask('Anything?')");
        page.unroute("**/ask");
        double[] shown = new double[ANSWERS];
        for (int i = 0; i < ANSWERS; i++) {
            List<?> times = (List<?>) page.evaluate("() => ask('Do you sell my personal data?')");
            if (((Number) times.get(1)).doubleValue() == 0) {
                throw new IllegalStateException("no segment came");
            }
            shown[i] = ((Number) times.getFirst()).doubleValue();
        }
        Arrays.sort(shown);
        System.out.printf(Locale.ROOT,
                "from the first segment's bytes to the screen, %d answers: median %.0f ms, most %.0f ms%n",
                ANSWERS, shown[ANSWERS / 2], shown[ANSWERS - 1]);
    }

    private static void run(Page page, String what, String script) {
        print(what, page.evaluate("async () => { tasks.length = 0; await " + script
                + "; await rest(); return tasks.map(([, took]) => took); }"));
    }

    private static void print(String what, Object tasks) {
        double[] took = ((List<?>) tasks).stream().mapToDouble(task -> ((Number) task).doubleValue()).toArray();
        System.out.printf(Locale.ROOT, "%-44s %12d %12.0f%n", what, took.length, Arrays.stream(took).max().orElse(0));
    }
}
