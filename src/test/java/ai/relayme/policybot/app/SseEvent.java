package ai.relayme.policybot.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A server-sent event.
 *
 * @param name its name
 * @param data its data
 */
public record SseEvent(String name, ObjectNode data) {
    /** The events in a body; comments are left out. Fails on anything that is not of the form. */
    public static List<SseEvent> parse(String body) {
        List<SseEvent> events = new ArrayList<>();
        for (String block : body.split("\n\n", -1)) {
            if (block.isEmpty() || block.startsWith(":")) {
                continue;
            }
            String[] lines = block.split("\n", -1);
            if (lines.length != 2 || !lines[0].startsWith("event: ") || !lines[1].startsWith("data: ")) {
                throw new AssertionError("no event: " + block);
            }
            events.add(new SseEvent(lines[0].substring("event: ".length()),
                    TestBot.json(lines[1].substring("data: ".length()))));
        }
        return List.copyOf(events);
    }
}
