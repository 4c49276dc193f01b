package ai.relayme.policybot.bench;

import static java.util.stream.Collectors.joining;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a page's main thread did, read from a trace of Chromium. */
final class MainThread {
    /** What a trace must have recorded for that. */
    static final List<String> CATEGORIES = List.of("-*", "devtools.timeline", "disabled-by-default-devtools.timeline",
            "v8", "blink", "loading");
    private static final String TASK = "RunTask";
    private static final double MICROS = 1000;
    /** The parts of a task by the names of its events; the first that fits counts. */
    private static final Map<String, Pattern> PARTS = parts();

    private static Map<String, Pattern> parts() {
        Map<String, Pattern> parts = new LinkedHashMap<>();
        parts.put("garbage", Pattern.compile("GC|Oilpan|Scavenge"));
        parts.put("compile", Pattern.compile("(?i)v8\\.?(compile|parse|produceCache|consumeCache)"));
        parts.put("load", Pattern.compile("^DocumentLoader|^Frame::|Fetcher|WindowProxy|V8\\.Deserialize|ContextCreated"
                + "|Commit(Load|Navigation)|^Document::(Initialize|shutdown|Open)|ResponseBodyLoader|createFrameView"));
        parts.put("parse", Pattern.compile("Parse|HTML(Document|Preload)|TextResource|AppendBytes|IsolatedSVG"));
        parts.put("shape", Pattern.compile("Shape"));
        parts.put("style",
                Pattern.compile("(?i)style$|UpdateLayoutTree|rebuildLayoutTree|Style(Engine|Sheet)|Blink.Style"
                        + "|RuleSet|recalcStyle"));
        parts.put("layout", Pattern.compile("(?i)layout"));
        parts.put("paint",
                Pattern.compile("Paint|Layerize|^Commit$|Composit|CullRect|Lifecycle|Viewport|PropagateFrame"));
        parts.put("script",
                Pattern.compile("^v8\\.|Function|Script|Timer|EventDispatch|Microtasks|Animation|AsyncTask"));
        return parts;
    }

    /**
     * A task, in milliseconds.
     *
     * @param took by the clock
     * @param busy of the processor's time
     * @param parts what each part of it took
     */
    record Task(double took, double busy, Map<String, Double> parts) {
        /** Its largest parts. */
        String largest(int most) {
            return parts.entrySet().stream().filter(part -> part.getValue() >= 1)
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed()).limit(most)
                    .map(part -> String.format(Locale.ROOT, "%s %.0f", part.getKey(), part.getValue()))
                    .collect(joining(", "));
        }
    }

    private record Event(String name, double begin, double end, double busy) {}

    private MainThread() {}

    /** The tasks of the pages whose addresses begin so, the longest first. */
    static List<Task> tasks(byte[] trace, String url) {
        List<JsonObject> events = new ArrayList<>();
        for (JsonElement event : JsonParser.parseString(new String(trace, StandardCharsets.UTF_8)).getAsJsonObject()
                .getAsJsonArray("traceEvents")) {
            events.add(event.getAsJsonObject());
        }
        Set<Integer> processes = new HashSet<>();
        events.forEach(event -> addProcess(event, url, processes));
        Map<String, List<Event>> threads = new TreeMap<>();
        for (JsonObject event : events) {
            if (text(event, "name").equals("thread_name") && processes.contains(event.get("pid").getAsInt())
                    && text(event.getAsJsonObject("args"), "name").equals("CrRendererMain")) {
                threads.put(thread(event), new ArrayList<>());
            }
        }
        for (JsonObject event : events) {
            List<Event> thread = threads.get(thread(event));
            if (thread != null && text(event, "ph").equals("X")) {
                double begin = event.get("ts").getAsDouble();
                thread.add(new Event(text(event, "name"), begin, begin + micros(event, "dur"), micros(event, "tdur")));
            }
        }
        return tasks(threads.values());
    }

    private static List<Task> tasks(Collection<List<Event>> threads) {
        List<Task> tasks = new ArrayList<>();
        for (List<Event> thread : threads) {
            thread.sort(Comparator.comparingDouble(Event::begin)
                    .thenComparing(Comparator.comparingDouble(Event::end).reversed()));
            Deque<Event> open = new ArrayDeque<>();
            for (Event event : thread) {
                while (!open.isEmpty() && open.peek().end() <= event.begin()) {
                    open.pop();
                }
                if (open.isEmpty()) {
                    if (!event.name().equals(TASK)) {
                        continue;
                    }
                    tasks.add(new Task((event.end() - event.begin()) / MICROS, event.busy() / MICROS, new TreeMap<>()));
                }
                // what lies within an event is not its own
                double took = (event.end() - event.begin()) / MICROS;
                Map<String, Double> parts = tasks.getLast().parts();
                parts.merge(part(event.name()), took, Double::sum);
                if (!open.isEmpty()) {
                    parts.merge(part(open.peek().name()), -took, Double::sum);
                }
                open.push(event);
            }
        }
        tasks.sort(Comparator.comparingDouble(Task::took).reversed());
        return tasks;
    }

    private static String part(String event) {
        return PARTS.entrySet().stream().filter(part -> part.getValue().matcher(event).find()).map(Map.Entry::getKey)
                .findFirst().orElse("other");
    }

    /** An event tells which process shows which page. */
    private static void addProcess(JsonObject event, String url, Set<Integer> processes) {
        if (!event.has("args") || !event.getAsJsonObject("args").has("data")
                || !event.getAsJsonObject("args").get("data").isJsonObject()) {
            return;
        }
        JsonObject data = event.getAsJsonObject("args").getAsJsonObject("data");
        List<JsonObject> frames = new ArrayList<>(List.of(data));
        if (data.has("frames")) {
            data.getAsJsonArray("frames").forEach(frame -> frames.add(frame.getAsJsonObject()));
        }
        for (JsonObject frame : frames) {
            if (text(frame, "url").startsWith(url) && frame.has("processId")) {
                processes.add(frame.get("processId").getAsInt());
            }
        }
    }

    private static double micros(JsonObject event, String name) {
        return event.has(name) ? event.get(name).getAsDouble() : 0;
    }

    private static String thread(JsonObject event) {
        return event.get("pid").getAsInt() + ":" + event.get("tid").getAsInt();
    }

    private static String text(JsonObject object, String name) {
        return object.has(name) && object.get(name).isJsonPrimitive() ? object.get(name).getAsString() : "";
    }
}
