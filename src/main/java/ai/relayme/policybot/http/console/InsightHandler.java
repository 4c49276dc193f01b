package ai.relayme.policybot.http.console;

import ai.relayme.policybot.console.Analytics;
import ai.relayme.policybot.console.Gaps;
import ai.relayme.policybot.http.request.JsonReply;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** What all conversations together tell: gaps in the policies, and figures. */
final class InsightHandler {
    private static final Duration USUAL_PERIOD = Duration.ofDays(28);

    private final Gaps gaps;
    private final Analytics analytics;
    private final InstantSource clock;

    InsightHandler(Gaps gaps, Analytics analytics, InstantSource clock) {
        this.gaps = gaps;
        this.analytics = analytics;
        this.clock = clock;
    }

    void gaps(Context ctx) {
        FilterReader.none(ctx);
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("gaps");
        for (Gaps.Gap gap : gaps.list(Paging.byCount(ctx).limit())) {
            ObjectNode one = list.addObject().put("topic", gap.topic()).put("questions_7d", gap.week())
                    .put("questions_28d", gap.month()).put("questions_28d_before", gap.before())
                    .put("closest_passage", gap.closest());
            put(one.putObject("reasons"), gap.reasons());
            put(one.putObject("languages"), gap.languages());
            Json.put(one, "examples", gap.examples());
        }
        JsonReply.sendUncached(ctx, 200, json);
    }

    void analytics(Context ctx) {
        Analytics.Period period = FilterReader.period(ctx, clock.instant(), USUAL_PERIOD);
        Analytics.Figures figures = analytics.figures(period);
        ObjectNode json = Json.object().put("from", period.from().toString()).put("to", period.to().toString())
                .put("language", period.language()).put("conversations", figures.conversations())
                .put("questions", figures.questions());
        put(json.putObject("outcomes"), figures.outcomes());
        put(json.putObject("reasons"), figures.reasons());
        put(json.putObject("languages"), figures.languages());
        put(json.putObject("modes"), figures.modes());
        json.putObject("feedback").put("helpful", figures.helpful()).put("unhelpful", figures.unhelpful())
                .put("none", figures.questions() - figures.helpful() - figures.unhelpful());
        put(json.putObject("labels"), figures.labels());
        json.put("labelled_answers", figures.labelled());
        latency(json.putObject("first_segment_micros"), figures.firstSegment());
        latency(json.putObject("took_micros"), figures.whole());
        json.putObject("tokens").put("input", figures.inputTokens()).put("output", figures.outputTokens());
        put(json.putObject("passages"), figures.passages());
        ArrayNode days = json.putArray("days");
        figures.days()
                .forEach((day, outcomes) -> put(days.addObject().put("day", day).putObject("outcomes"), outcomes));
        JsonReply.sendUncached(ctx, 200, json);
    }

    private static void latency(ObjectNode json, Analytics.Latency latency) {
        json.put("p50", latency.p50()).put("p95", latency.p95());
    }

    private static void put(ObjectNode json, Map<String, ? extends Number> counted) {
        counted.forEach((name, number) -> json.put(name, number.longValue()));
    }
}
