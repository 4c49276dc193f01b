package ai.relayme.policybot.relay;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.relay.RelayException.Reason;
import ai.relayme.policybot.relay.Reply.Ending;
import ai.relayme.policybot.relay.Samples.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChatRelayConcurrencyTest {
    private final FakeRelay fake = FakeRelay.start();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        callers.close();
        fake.close();
    }

    private static RelayConfig oneAtATime(URI baseUrl, Duration timeout) {
        return new RelayConfig(baseUrl, Samples.KEY, "first", List.of(), timeout, 1, Map.of());
    }

    @Test
    void turnsAwayWhatCannotWait() throws Exception {
        fake.replies(Reply.silence(), Reply.silence(), Reply.silence());
        try (ChatRelay relay = Samples.relay(oneAtATime(fake.baseUrl(), Duration.ofSeconds(1)))) {
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                outcomes.add(callers.submit(() -> Samples.ask(relay)));
            }
            List<Reason> reasons = new ArrayList<>();
            for (Future<Outcome> outcome : outcomes) {
                reasons.add(outcome.get().failure().reason());
            }
            // one runs into its time, one waits in vain or in part, one finds no place to wait
            assertThat(reasons).contains(Reason.TIMEOUT, Reason.BUSY);
        }
    }

    @Test
    void runsAWaitingCallWhenAPlaceComesFree() throws Exception {
        fake.replies(Reply.begins("We do").ending(Ending.STALL), Reply.says("We do not [1]."));
        try (ChatRelay relay = Samples.relay(oneAtATime(fake.baseUrl(), Duration.ofSeconds(5)))) {
            Thread first = Thread.ofVirtual().start(() -> Samples.ask(relay));
            fake.takeRequest();
            Future<Outcome> second = callers.submit(() -> Samples.ask(relay));
            first.interrupt();
            assertThat(second.get().completion().model()).isEqualTo("first");
        }
    }

    @Test
    void leaksNoPlaceWhateverHappens() {
        try (ChatRelay relay = Samples.relay(oneAtATime(fake.baseUrl(), Duration.ofSeconds(5)))) {
            for (int i = 0; i < 4; i++) {
                fake.replies(Reply.of(422, "text/plain", ""), Reply.begins("We").ending(Ending.CUT));
                assertThat(Samples.ask(relay).failure().reason()).isEqualTo(Reason.REFUSED);
                assertThat(Samples.ask(relay).failure().reason()).isEqualTo(Reason.TRUNCATED);
            }
            assertThat(Samples.ask(relay).completion().notCovered()).isFalse();
        }
    }

    @Test
    void answersManyAtOnce() throws Exception {
        RelayConfig config = new RelayConfig(fake.baseUrl(), Samples.KEY, "first", List.of(), Duration.ofSeconds(10),
                32, Map.of());
        try (ChatRelay relay = Samples.relay(config)) {
            List<Future<Outcome>> outcomes = Stream.generate(() -> callers.submit(() -> Samples.ask(relay))).limit(60)
                    .toList();
            for (Future<Outcome> outcome : outcomes) {
                assertThat(outcome.get().sentences()).containsExactly("We do not sell your personal information. [1]",
                        "With service providers. [2]");
            }
        }
    }
}
