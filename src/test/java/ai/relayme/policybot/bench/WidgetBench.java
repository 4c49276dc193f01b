package ai.relayme.policybot.bench;

import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.bench.MainThread.Task;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.StartTracingOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route.FulfillOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether the widget holds up a page on a slow machine: tasks of more than 50 ms while the processor is slowed down, and how
 * long after its first segment has arrived an answer is on the screen. Each round has a browser profile and a process of its
 * own. Of each step it prints how many tasks were that long, the longest one, its time of the processor and its largest
 * parts, of the round in the middle and of the best one: the machine may have had something else to
 * do. What Chromium needs for itself stands beside it: the load of an empty page, the first words in a font, and the load of
 * the start page without assistants.
 * Arguments: the browser's path; rounds, 5 unless given; how many times the processor is slowed down, 4 unless given.
 */
final class WidgetBench {
    private static final double LONG = 50;
    private static final int ANSWERS = 15;
    private static final int SEGMENTS = 200;
    /** Notes when the first segment of an answer comes, and when the frame that shows it is done. */
    private static final String WATCH = """
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
            window.chat = (mode = 'inline') => document.querySelector(`relayme-chat[mode=${mode}]`).shadowRoot;
            window.find = (selector, mode) => chat(mode).querySelector(selector);
            window.until = (holds) => new Promise((go) => {
              const look = () => (holds() ? go() : setTimeout(look, 20));
              look();
            });
            // in a task of its own, as a visitor's click is
            window.click = (selector, mode) => new Promise((go) => setTimeout(() => {
              find(selector, mode).click();
              go();
            }));
            window.ask = async (question) => {
              window.arrived = window.shown = 0;
              const before = chat().querySelectorAll('.turn').length;
              const composer = find('textarea');
              composer.value = question;
              const observer = new MutationObserver(() => {
                const turn = chat().querySelectorAll('.turn')[before];
                if (shown || !turn?.querySelector('[data-provenance]')) return;
                window.shown = -1;
                requestAnimationFrame(() => setTimeout(() => (window.shown = performance.now())));
              });
              observer.observe(chat(), { childList: true, subtree: true });
              setTimeout(() => composer.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })));
              await until(() => chat().querySelectorAll('.turn')[before]?.querySelector('.rest')?.childElementCount > 0);
              await until(() => shown >= 0);
              observer.disconnect();
              return [shown - arrived, arrived];
            };
            window.rest = () => new Promise((go) => setTimeout(go, 300));
            """;
    /** What a visitor does, one after the other, and the script that does it. */
    private static final Map<String, String> STEPS = steps();

    private final Browser browser;
    private final String url;
    private final int slower;
    private final Map<String, List<List<Task>>> rounds = new LinkedHashMap<>();

    private WidgetBench(Browser browser, String url, int slower) {
        this.browser = browser;
        this.url = url;
        this.slower = slower;
    }

    public static void main(String[] arguments) {
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int slower = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 4;
        try (TestBot bot = TestBot.start();
                Playwright playwright = Playwright
                        .create(new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
            bot.ask("Do you sell my personal data?");
            Browser browser = playwright.chromium().launch(new LaunchOptions().setExecutablePath(Path.of(arguments[0]))
                    .setArgs(List.of("--no-sandbox", "--disable-gpu")));
            WidgetBench bench = new WidgetBench(browser, bot.publicUrl(), slower);
            List<Double> shown = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                bench.empty();
                bench.load("the start page without its assistants", "/?lang=en", "**/widget.js");
                shown.addAll(bench.visit());
            }
            bench.print();
            shown.sort(Comparator.naturalOrder());
            System.out.printf(Locale.ROOT,
                    "from the first segment's bytes to the screen, %d answers: median %.0f ms, most %.0f ms%n",
                    shown.size(), shown.get(shown.size() / 2), shown.getLast());
        }
    }

    private static Map<String, String> steps() {
        Map<String, String> steps = new LinkedHashMap<>();
        steps.put("nothing", "0");
        steps.put("a question, answered by the bot", "ask('How can I have my data deleted?')");
        steps.put("an abstention with the closest passages", "ask('How long do you keep my data?')");
        steps.put("a passage in the drawer", "click('.chip')");
        steps.put("back", "click('.drawer .icon')");
        steps.put("another language", "document.querySelector('relayme-chat').setAttribute('lang', 'zh-Hant')");
        steps.put("a form", "click('.foot button').then(() => until(() => find('.form form')))");
        steps.put("back from it", "click('.drawer .icon')");
        steps.put("the end of the page with its button", "scrollTo(0, document.body.scrollHeight)");
        steps.put("the pointer comes to it",
                "find('.launcher', 'launcher').dispatchEvent(new PointerEvent('pointerenter'))");
        steps.put("the panel behind it", "click('.launcher', 'launcher')");
        return steps;
    }

    /** A page is loaded, and nothing done on it. */
    private void load(String what, String path, String without) {
        try (BrowserContext context = browser.newContext()) {
            Page page = page(context);
            if (!without.isEmpty()) {
                context.route(without, route -> route.abort());
            }
            load(page, what, path);
        }
    }

    /** What the browser itself takes for a page, and for the first words in a font. */
    private void empty() {
        try (BrowserContext context = browser.newContext()) {
            Page page = page(context);
            page.addInitScript(WATCH);
            CDPSession devTools = load(page, "an empty page", "/empty");
            run(page, devTools, "the first Chinese words of an empty page", """
                    (() => {
                      const [words, strong] = document.querySelectorAll('p, b');
                      words.lang = 'zh-Hant';
                      words.firstChild.data = '\u653f\u7b56';
                      strong.textContent = '\u52a9\u7406';
                    })()""");
        }
    }

    /** A visit from the start page's load on. @return from each answer's first segment to the screen, in ms */
    private List<Double> visit() {
        try (BrowserContext context = browser.newContext()) {
            Page page = page(context);
            page.addInitScript(WATCH);
            CDPSession devTools = load(page, "the start page with its assistants", "/?lang=en");
            STEPS.forEach((what, script) -> run(page, devTools, what, script));
            String stream = IntStream.range(0, SEGMENTS).mapToObj(i -> """
                    event: segment
                    data: {"index":%d,"text":"Sentence %d of a long answer.","provenance":"ai_generated","numbers":[%d],\
                    "citations":[{"number":%d,"passage_id":"a:1.%d","title":"Policy","heading":"Part","quote":"Words"}]}

                    """.formatted(i, i, i + 1, i + 1, i)).collect(Collectors.joining());
            context.route("**/ask", route -> route.fulfill(
                    new FulfillOptions().setContentType("text/event-stream").setBody(stream)));
            run(page, devTools, SEGMENTS + " segments at once", "ask('Anything?')");
            context.unroute("**/ask");
            List<Double> shown = new ArrayList<>();
            for (int i = 0; i < ANSWERS; i++) {
                JsonArray times = evaluate(devTools, "ask('Do you sell my personal data?')").getAsJsonArray("value");
                if (times.get(1).getAsDouble() == 0) {
                    throw new IllegalStateException("no segment came");
                }
                shown.add(times.get(0).getAsDouble());
            }
            return shown;
        }
    }

    private static Page page(BrowserContext context) {
        context.route("**/empty", route -> route.fulfill(new FulfillOptions().setContentType("text/html")
                .setBody("<!doctype html><html lang=\"en\"><title>Empty</title><p>Empty <b>page</b>")));
        return context.newPage();
    }

    private CDPSession load(Page page, String what, String path) {
        CDPSession devTools = page.context().newCDPSession(page);
        JsonObject rate = new JsonObject();
        rate.addProperty("rate", slower);
        devTools.send("Emulation.setCPUThrottlingRate", rate);
        trace(page, what, () -> {
            page.navigate(url + path);
            evaluate(devTools, "new Promise((go) => setTimeout(go, 1000))");
        });
        return devTools;
    }

    private void run(Page page, CDPSession devTools, String what, String script) {
        trace(page, what, () -> evaluate(devTools, "(async () => { await " + script + "; await rest(); })()"));
    }

    private void trace(Page page, String what, Runnable step) {
        browser.startTracing(page, new StartTracingOptions().setCategories(MainThread.CATEGORIES));
        step.run();
        rounds.computeIfAbsent(what, key -> new ArrayList<>()).add(MainThread.tasks(browser.stopTracing(), url));
    }

    /** The driver's own way would put a script of its own into the page first, which takes long. */
    private static JsonObject evaluate(CDPSession devTools, String script) {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("expression", script);
        parameters.addProperty("awaitPromise", true);
        parameters.addProperty("returnByValue", true);
        JsonObject reply = devTools.send("Runtime.evaluate", parameters);
        if (reply.has("exceptionDetails")) {
            throw new IllegalStateException(reply.toString());
        }
        return reply.getAsJsonObject("result");
    }

    private void print() {
        System.out.printf(Locale.ROOT, "%n%-44s %7s %10s %8s   %s%n", "processor slowed " + slower + " times, ms",
                "over " + (int) LONG, "longest", "busy", "its largest parts");
        rounds.forEach((what, all) -> {
            List<List<Task>> sorted = new ArrayList<>(all);
            sorted.sort(Comparator.comparingDouble((List<Task> tasks) -> tasks.getFirst().took()));
            print(what, sorted.get(sorted.size() / 2));
            if (sorted.size() > 1) {
                print("  at best", sorted.getFirst());
            }
        });
    }

    private static void print(String what, List<Task> tasks) {
        Task longest = tasks.getFirst();
        int over = (int) tasks.stream().filter(task -> task.took() > LONG).count();
        System.out.printf(Locale.ROOT, "%-44s %7d %10.0f %8.0f   %s%n", what, over, longest.took(), longest.busy(),
                longest.largest(4));
    }
}
