package ai.relayme.policybot.relay;

import java.time.Duration;

/**
 * How long things may take. All but the total are bounded by it, too.
 *
 * @param total      from asking to the last token, over all models
 * @param connect    until a connection stands
 * @param firstEvent until the first event, headers and all
 * @param idle       from one event to the next; comments are no events
 * @param place      waiting for a place among the calls that run
 * @param rewriting  making a question self-contained
 * @param retry      before a call is tried again: half of it to one and a half
 * @param longestRetryAfter the longest wait that a relay may ask for
 * @param firstProbe from a circuit's opening to the first probe; each further pause is twice as long
 * @param longestProbe the longest pause between probes
 */
record Timings(Duration total, Duration connect, Duration firstEvent, Duration idle, Duration place,
        Duration rewriting, Duration retry, Duration longestRetryAfter, Duration firstProbe, Duration longestProbe) {
    /** What suits a model that answers within that time in all. */
    static Timings within(Duration total) {
        // the first event within half of the time, so that a model that keeps silent leaves some for the next
        return new Timings(total, shorter(Duration.ofSeconds(3), total),
                shorter(Duration.ofSeconds(10), total.dividedBy(2)),
                shorter(Duration.ofSeconds(15), total.multipliedBy(3).dividedBy(4)), Duration.ofSeconds(5),
                shorter(Duration.ofSeconds(4), total.dividedBy(5)), Duration.ofMillis(200), Duration.ofSeconds(5),
                Duration.ofSeconds(2), Duration.ofSeconds(10));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
