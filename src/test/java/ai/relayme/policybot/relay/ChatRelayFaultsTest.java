package ai.relayme.policybot.relay;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.relay.RelayException.Reason;
import ai.relayme.policybot.relay.Reply.Ending;
import ai.relayme.policybot.relay.Samples.Outcome;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChatRelayFaultsTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final String FIRST = "We do not sell your data [1].";

    private final FakeRelay fake = FakeRelay.start();

    @AfterEach
    void stop() {
        fake.close();
    }

    private Outcome ask(Duration timeout, String... fallbackModels) {
        return Samples.ask(fake.baseUrl(), timeout, fallbackModels);
    }

    @Test
    void timesOutAndHangsUpWhenNoHeadersCome() throws Exception {
        fake.replies(Reply.silence());
        assertThat(ask(SHORT).failure().reason()).isEqualTo(Reason.TIMEOUT);
        fake.awaitHangUp();
    }

    @Test
    void timesOutAndHangsUpWhenNothingComesAfterTheHeaders() throws Exception {
        fake.replies(Reply.begins().ending(Ending.STALL));
        assertThat(ask(SHORT).failure().reason()).isEqualTo(Reason.TIMEOUT);
        fake.awaitHangUp();
    }

    @Test
    void timesOutAndHangsUpWhenTheStreamStallsButKeepsWhatWasWhole() throws Exception {
        fake.replies(Reply.begins(FIRST, " We share it. [2] We ke").ending(Ending.STALL));
        Outcome outcome = ask(SHORT);
        assertThat(outcome.failure().reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(outcome.sentences()).containsExactly(FIRST, "We share it. [2]");
        fake.awaitHangUp();
    }

    @Test
    void doesNotTakeCommentsForSignsOfLife() {
        Reply reply = Reply.begins(FIRST).paced(Duration.ofMillis(20));
        for (int i = 0; i < 200; i++) {
            reply = reply.piece(": ping\n\n");
        }
        fake.replies(reply);
        assertThat(ask(SHORT).failure().reason()).isEqualTo(Reason.TIMEOUT);
    }

    @Test
    void endsAStreamThatDripsForEverAtItsTotalTime() {
        Reply reply = Reply.begins("We").paced(Duration.ofMillis(20));
        for (int i = 0; i < 200; i++) {
            reply = reply.event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\" very\"}}]}");
        }
        fake.replies(reply);
        assertThat(ask(SHORT).failure().reason()).isEqualTo(Reason.TIMEOUT);
    }

    @Test
    void reportsACutStreamOnceAndKeepsWhatWasWhole() {
        fake.replies(Reply.begins(FIRST, " You may").ending(Ending.CUT));
        Outcome outcome = ask(LONG);
        assertThat(outcome.failure().reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(outcome.sentences()).containsExactly(FIRST);
    }

    @Test
    void keepsTheLastSentenceOfACutStreamOnlyWithMarkerAndFullStop() {
        fake.replies(Reply.begins(FIRST, " We share it. [2]").ending(Ending.CUT),
                Reply.begins(FIRST, " We share it [2]").ending(Ending.CUT),
                Reply.begins(FIRST, " We share it.").ending(Ending.CUT));
        assertThat(ask(LONG).sentences()).containsExactly(FIRST, "We share it. [2]");
        assertThat(ask(LONG).sentences()).containsExactly(FIRST);
        assertThat(ask(LONG).sentences()).containsExactly(FIRST);
    }

    @Test
    void reportsAResetConnection() {
        // a reset may overtake the bytes before it, the headers too: then it is tried once more
        fake.replies(Reply.begins(FIRST).ending(Ending.RESET), Reply.begins(FIRST).ending(Ending.RESET));
        assertThat(ask(LONG).failure().reason()).isIn(Reason.TRUNCATED, Reason.UNREACHABLE);
    }

    @Test
    void doesNotTakeAStreamWithoutFinishReasonForAWholeAnswer() {
        fake.replies(Reply.begins(FIRST), Reply.begins(FIRST).event("[DONE]"));
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void takesOnlyStopForTheEndOfAWholeAnswer() {
        fake.replies(Reply.begins(FIRST, " We").finishedBy("length"), Reply.begins(FIRST).finishedBy("content_filter"),
                Reply.begins(FIRST).finishedBy("tool_calls"), Reply.begins(FIRST).finishedBy("whatever"));
        Outcome cut = ask(LONG);
        assertThat(cut.failure().reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(cut.sentences()).containsExactly(FIRST);
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.FILTERED);
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.MALFORMED);
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void takesAnErrorEventForAnError() {
        Reply unnamed = Reply.begins(FIRST).event("{\"error\":{\"message\":\"" + Samples.KEY + "\"}}");
        Reply named = Reply.begins().piece("event: error\ndata: {\"message\":\"no\"}\n\n");
        fake.replies(unnamed, unnamed, Reply.begins().event("{\"error\":{\"code\":\"rate_limit_exceeded\"}}"), named,
                named,
                Reply.of(200, "application/json", "{\"error\":{\"code\":429}}"));
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.SERVER_ERROR);
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.RATE_LIMITED);
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.SERVER_ERROR);
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.RATE_LIMITED);
    }

    @Test
    void refusesEventsThatAreNotOfTheExpectedForm() {
        fake.replies(Reply.begins(FIRST).event("{\"choices\":[{\"ind"), Reply.begins(FIRST).event("[]"),
                Reply.begins().event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":{}}}]}").finishedBy("stop"));
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.MALFORMED);
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.MALFORMED);
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void refusesAnEmptyAnswerAndAWebPage() {
        fake.replies(Reply.says(), Reply.says(" \n"), Reply.of(200, "text/html", "<html>Log in</html>"),
                Reply.of(200, "text/event-stream", ""));
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.MALFORMED);
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.MALFORMED);
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.MISDIRECTED);
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void stopsReadingAnAnswerThatIsTooLarge() throws Exception {
        String[] deltas = new String[1024];
        Arrays.fill(deltas, "word ".repeat(200));
        fake.replies(Reply.begins(deltas).ending(Ending.STALL),
                Reply.begins("x".repeat(1024 * 1024)).ending(Ending.STALL));
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.TOO_LONG);
        fake.awaitHangUp();
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.TOO_LONG);
        fake.awaitHangUp();
    }

    @Test
    void saysWhatAnErrorStatusMeansAndNothingOfItsBody() {
        String body = "{\"error\":{\"message\":\"wrong key " + Samples.KEY + "\"}}";
        record Case(int status, Reason reason) {}
        for (Case each : new Case[]{new Case(400, Reason.REFUSED), new Case(401, Reason.KEY_REFUSED),
                new Case(403, Reason.KEY_REFUSED), new Case(404, Reason.UNKNOWN_MODEL),
                new Case(429, Reason.RATE_LIMITED),
                new Case(500, Reason.SERVER_ERROR), new Case(503, Reason.SERVER_ERROR)}) {
            Reply reply = Reply.of(each.status(), "application/json", body);
            fake.replies(reply);
            if (each.reason() == Reason.SERVER_ERROR) {
                fake.replies(reply);
            }
            RelayException failure = ask(LONG).failure();
            assertThat(failure.reason()).isEqualTo(each.reason());
            assertThat(failure.status()).hasValue(each.status());
            assertThat(failure).hasMessageNotContaining(Samples.KEY).hasMessageNotContaining("wrong").hasNoCause();
        }
    }

    @Test
    void followsNoRedirect() {
        try (FakeRelay elsewhere = FakeRelay.start()) {
            fake.replies(Reply.of(302, "text/plain", "").header("Location", elsewhere.baseUrl().toString()),
                    Reply.of(307, "text/plain", "").header("Location", elsewhere.baseUrl().toString()));
            assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.MISDIRECTED);
            assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.MISDIRECTED);
            assertThat(elsewhere.waitingRequests()).isZero();
        }
    }

    @Test
    void saysThatNobodyIsThere() {
        fake.close();
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.UNREACHABLE);
    }
}
