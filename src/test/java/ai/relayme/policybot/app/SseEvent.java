package ai.relayme.policybot.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server-sent event.
 *
 * @param id   its id; empty where it has none
 * @param name its name
 * @param data its data
 */
public record SseEvent(String id, String name, ObjectNode data) {
    private static final Pattern EVENT = Pattern.compile("event: (?<name>.+)\n(?:id: (?<id>.+)\n)?data: (?<data>.+)");

    /** The events in a body; comments are left out. Fails on anything that is not of the form. */
    public static List<SseEvent> parse(String body) {
        List<SseEvent> events = new ArrayList<>();
        for (String block : body.split("\n\n", -1)) {
            if (block.isEmpty() || block.startsWith(":")) {
                continue;
            }
            Matcher event = EVENT.matcher(block);
            if (!event.matches()) {
                throw new AssertionError("no event: " + block);
            }
            String id = event.group("id");
            events.add(new SseEvent(id == null ? "" : id, event.group("name"), TestBot.json(event.group("data"))));
        }
        return List.copyOf(events);
    }
}
