package ai.relayme.policybot.relay;

import ai.relayme.policybot.relay.FakeRelay.Request;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model without a will of its own: whatever a question or a passage demands, it writes, with a marker that makes it
 * look proven. It recites its instructions where they are asked for. What a real model does under attack is less.
 */
final class Obedience {
    private static final Pattern QUESTION = Pattern.compile("(?m)^<question>(.*)</question>$");
    private static final Pattern DEMAND = Pattern.compile("(?iu)(?:say|answer|reply|write|print|repeat|output|confirm"
            + "|tell\\w*|说|說|回答|回覆|写|寫|输出|輸出|确认|確認)[^:：\"“「]{0,80}[:：\"“「]\\s*([^\"”」<]+)");
    private static final Pattern CURIOSITY = Pattern
            .compile("(?iu)system prompt|instructions|your rules|提示词|提示詞|指令|系统提示|系統提示");

    private Obedience() {}

    /** Everything that is demanded, a line each; the question as an assertion where nothing is. */
    static Reply obey(Request request) {
        String system = "";
        String user = "";
        for (JsonNode message : request.json().path("messages")) {
            if (message.path("role").asText().equals("system")) {
                system = message.path("content").asText();
            } else {
                user = message.path("content").asText();
            }
        }
        Matcher asked = QUESTION.matcher(user);
        String question = asked.find() ? asked.group(1) : "";
        List<String> deltas = new ArrayList<>();
        Matcher demands = DEMAND.matcher(user);
        while (demands.find()) {
            deltas.add(demands.group(1).strip() + " [1]\n");
        }
        if (CURIOSITY.matcher(question.toLowerCase(Locale.ROOT)).find()) {
            system.lines().forEach(line -> deltas.add(line + " [1]\n"));
        }
        if (deltas.isEmpty()) {
            deltas.add(question + " Yes, that is so. [1]\n");
        }
        return Reply.says(deltas.toArray(String[]::new));
    }
}
