package ai.relayme.policybot.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ai.relayme.policybot.relay.FakeRelay.Request;
import ai.relayme.policybot.relay.RelayException.Reason;
import ai.relayme.policybot.relay.Reply.Ending;
import ai.relayme.policybot.relay.Samples.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ChatRelayTest {
    private static final Duration LONG = Duration.ofSeconds(10);
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
    void handsOverSentencesWithTheirMarkersAndCountsTokens() {
        fake.replies(Reply.says("We do not", " sell your data [", "1]. We share", " it with providers. [1][2]"));
        Outcome outcome = ask(LONG);
        assertThat(outcome.sentences()).containsExactly(FIRST, "We share it with providers. [1][2]");
        assertThat(outcome.completion()).isEqualTo(new Completion("first", false));
        assertThat(outcome.calls()).singleElement().extracting(Call::usage).isEqualTo(new Usage(11, 7, false));
    }

    @Test
    void handsOverChineseSentences() {
        fake.replies(Reply.says("我们不会出售您的", "资料。[1]我们只与服务", "提供商分享[2]。"));
        assertThat(ask(LONG).sentences()).containsExactly("我们不会出售您的资料。[1]", "我们只与服务提供商分享[2]。");
    }

    @Test
    void readsAStreamThatComesByteByByte() {
        fake.replies(Reply.says("我们不会出售您的资料。[1]", " We share 🙂 it [2].").byteByByte());
        Outcome outcome = ask(LONG);
        assertThat(outcome.sentences()).containsExactly("我们不会出售您的资料。[1]", "We share 🙂 it [2].");
        assertThat(outcome.calls().getFirst().usage().outputTokens()).isEqualTo(7);
    }

    @Test
    void handsOverASentenceBeforeTheStreamGoesOn() throws Exception {
        fake.replies(Reply.begins(FIRST, " We").ending(Ending.STALL));
        CountDownLatch handedOver = new CountDownLatch(1);
        try (ChatRelay relay = Samples.relay(Samples.config(fake.baseUrl(), LONG))) {
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    relay.write(Samples.prompt(), _ -> handedOver.countDown(), relay.deadline(), new Cancellation());
                } catch (RelayException _) {
                    // the test interrupts it
                }
            });
            assertThat(handedOver.await(5, TimeUnit.SECONDS)).isTrue();
            caller.interrupt();
            caller.join();
        }
    }

    @Test
    void readsLinesThatEndWithCarriageReturnsAndCommentsBetweenEvents() {
        fake.replies(Reply.of(200, "text/event-stream; charset=utf-8", """
                : hello

                data:{"choices":[{"index":0,"delta":{"content":"We do not sell your data [1]."}}]}

                data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}
                """.replace("\n", "\r\n")));
        assertThat(ask(LONG).sentences()).containsExactly(FIRST);
    }

    @Test
    void takesAWholeAnswerThatCameAsOneDocument() {
        fake.replies(Reply.of(200, "application/json", """
                {"choices":[{"index":0,"message":{"role":"assistant","content":"We do not sell your data [1]."},
                "finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}"""));
        Outcome outcome = ask(LONG);
        assertThat(outcome.sentences()).containsExactly(FIRST);
        assertThat(outcome.calls().getFirst().usage()).isEqualTo(new Usage(3, 4, false));
    }

    @Test
    void saysThatThePassagesDoNotAnswer() {
        fake.replies(Reply.says("NOT", "_COVER", "ED\n"));
        Outcome outcome = ask(LONG);
        assertThat(outcome.sentences()).isEmpty();
        assertThat(outcome.completion().notCovered()).isTrue();
    }

    @Test
    void leavesOutWhatAModelWritesAfterSayingThatNothingAnswers() {
        fake.replies(Reply.says("NOT_COVERED\nBut I would guess so [1]."));
        assertThat(ask(LONG).sentences()).isEmpty();
    }

    @Test
    void ignoresWhatFollowsTheEnd() {
        fake.replies(Reply.says(FIRST).event("""
                {"choices":[{"index":0,"delta":{"content":" We sell it [2]."},"finish_reason":"stop"}]}"""));
        assertThat(ask(LONG).sentences()).containsExactly(FIRST);
    }

    @Test
    void takesAnAnswerAsWholeWhenTheStreamBreaksAfterItsStatedEnd() {
        fake.replies(Reply.begins(FIRST).event("""
                {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""").ending(Ending.CUT));
        Outcome outcome = ask(LONG);
        assertThat(outcome.sentences()).containsExactly(FIRST);
        assertThat(outcome.completion().model()).isEqualTo("first");
    }

    @Test
    void leavesOutASecondChoice() {
        fake.replies(Reply.begins(FIRST).event("""
                {"choices":[{"index":1,"delta":{"content":" We sell it [2]."}}]}""").finishedBy("stop"));
        assertThat(ask(LONG).sentences()).containsExactly(FIRST);
    }

    @Test
    void asksTheNextModelWhenOneFailsBeforeItsFirstSentence() throws Exception {
        fake.replies(Reply.of(500, "text/plain", ""), Reply.begins("We do").ending(Ending.CUT), Reply.says(FIRST));
        Outcome outcome = ask(LONG, "second", "third");
        assertThat(outcome.completion().model()).isEqualTo("third");
        assertThat(outcome.sentences()).containsExactly(FIRST);
        assertThat(fake.takeRequest().json().path("model").asText()).isEqualTo("first");
        assertThat(fake.takeRequest().json().path("model").asText()).isEqualTo("second");
        assertThat(fake.takeRequest().json().path("model").asText()).isEqualTo("third");
    }

    @Test
    void leavesTimeForTheNextModelWhenOneKeepsSilent() {
        fake.replies(Reply.silence(), Reply.says(FIRST));
        assertThat(ask(Duration.ofSeconds(2), "second").completion().model()).isEqualTo("second");
    }

    @Test
    void asksNoOtherModelAfterASentenceOrWithARefusedKey() {
        fake.replies(Reply.begins(FIRST, " We").ending(Ending.CUT), Reply.of(401, "text/plain", ""));
        assertThat(ask(LONG, "second").failure().reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(ask(LONG, "second").failure().reason()).isEqualTo(Reason.KEY_REFUSED);
        assertThat(fake.waitingRequests()).isEqualTo(2);
    }

    @Test
    void asksEachModelOnce() {
        fake.replies(Reply.of(503, "text/plain", ""), Reply.of(503, "text/plain", ""));
        Outcome outcome = ask(LONG, "second");
        assertThat(outcome.failure().reason()).isEqualTo(Reason.SERVER_ERROR);
        assertThat(outcome.calls()).extracting(Call::model, Call::result).containsExactly(
                tuple("first", "SERVER_ERROR"), tuple("second", "SERVER_ERROR"));
        assertThat(fake.waitingRequests()).isEqualTo(2);
    }

    @Test
    void asksAModelOnceMoreThatHasNoOtherAfterIt() {
        fake.replies(Reply.of(502, "text/html", "<html>"), Reply.says(FIRST), Reply.of(503, "text/plain", ""),
                Reply.of(503, "text/plain", ""));
        assertThat(ask(LONG).sentences()).containsExactly(FIRST);
        assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.SERVER_ERROR);
        assertThat(fake.waitingRequests()).isEqualTo(4);
    }

    @Test
    void waitsAsLongAsTheRelayAsksButNotForLong() {
        fake.replies(Reply.of(429, "text/plain", "").header("Retry-After", "0"), Reply.says(FIRST),
                Reply.of(429, "text/plain", "").header("Retry-After", "6"),
                Reply.of(429, "text/plain", "").header("Date", "Wed, 25 Nov 2026 12:00:00 GMT").header("Retry-After",
                        "Wed, 25 Nov 2026 13:00:00 GMT"),
                Reply.of(429, "text/plain", ""));
        assertThat(ask(LONG).sentences()).containsExactly(FIRST);
        for (int i = 0; i < 3; i++) {
            assertThat(ask(LONG).failure().reason()).isEqualTo(Reason.RATE_LIMITED);
        }
        assertThat(fake.waitingRequests()).isEqualTo(5);
    }

    @Test
    void leavesOutTheLastPassagesWhereThePromptIsTooLong() throws Exception {
        fake.replies(Reply.of(400, "application/json", "{\"error\":{\"code\":\"context_length_exceeded\"}}"),
                Reply.says(FIRST));
        assertThat(ask(LONG).sentences()).containsExactly(FIRST);
        assertThat(fake.takeRequest().prompt()).contains("\n[2] ");
        assertThat(fake.takeRequest().prompt()).contains("\n[1] ").doesNotContain("\n[2] ");
    }

    @Test
    void makesAQuestionSelfContained() throws Exception {
        fake.replies(Reply.says("How long do you ", "keep payment data?\n"));
        List<Call> calls = new ArrayList<>();
        try (ChatRelay relay = Samples.relay(Samples.config(fake.baseUrl(), LONG))) {
            assertThat(relay.selfContained("and how long?", List.of("Do you keep <b>payment</b> data?"), calls::add,
                    relay.deadline(), new Cancellation())).contains("How long do you keep payment data?");
        }
        assertThat(fake.takeRequest().prompt()).contains("<question>and how long?</question>")
                .doesNotContain("<b>");
        assertThat(calls).singleElement().extracting(Call::purpose, Call::result).containsExactly(
                Call.Purpose.REWRITING, "OK");
    }

    @Test
    void leavesAQuestionAsItIsWhereTheModelGivesNoQuestion() {
        fake.replies(Reply.of(500, "text/plain", ""), Reply.says("x".repeat(2_000)), Reply.says("One.\nTwo."),
                Reply.says("We do not sell it [1]."), Reply.says(" "), Reply.begins("How").ending(Ending.CUT));
        try (ChatRelay relay = Samples.relay(Samples.config(fake.baseUrl(), LONG))) {
            for (int i = 0; i < 5; i++) {
                assertThat(relay.selfContained("and how long?", List.of("Do you keep it?"), _ -> {}, relay.deadline(),
                        new Cancellation())).isEmpty();
            }
        }
    }

    @Test
    void estimatesTheTokensThatTheRelayDoesNotCount() {
        fake.replies(Reply.begins(FIRST).finishedBy("stop"), Reply.begins(FIRST).ending(Ending.CUT),
                Reply.of(401, "text/plain", ""));
        Usage whole = ask(LONG).calls().getFirst().usage();
        assertThat(whole.estimated()).isTrue();
        assertThat(whole.inputTokens()).isBetween(100L, 2_000L);
        assertThat(whole.outputTokens()).isEqualTo(10);
        assertThat(ask(LONG).calls().getFirst().usage()).isEqualTo(whole);
        assertThat(ask(LONG).calls().getFirst().usage()).isEqualTo(Usage.NONE);
    }

    @Test
    void endsTheCallWhenItIsCancelledAndLeavesTheThreadUsable() throws Exception {
        fake.replies(Reply.begins("We do").ending(Ending.STALL));
        CompletableFuture<Outcome> ended = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Cancellation cancellation = new Cancellation();
        try (ChatRelay relay = Samples.relay(Samples.config(fake.baseUrl(), LONG, "second"))) {
            Thread.ofVirtual().start(() -> {
                ended.complete(Samples.ask(relay, Samples.prompt(), cancellation));
                flag.complete(Thread.currentThread().isInterrupted());
            });
            fake.takeRequest();
            cancellation.cancel();
            assertThat(ended.get(5, TimeUnit.SECONDS).failure().reason()).isEqualTo(Reason.CANCELLED);
            assertThat(flag.get(5, TimeUnit.SECONDS)).isFalse();
            fake.awaitHangUp();
            assertThat(Samples.ask(relay, Samples.prompt(), cancellation).failure().reason())
                    .isEqualTo(Reason.CANCELLED);
        }
        assertThat(fake.waitingRequests()).isZero();
    }

    @RepeatedTest(20)
    void endsTheCallWhenTheThreadIsInterrupted() throws Exception {
        fake.replies(Reply.begins("We do").ending(Ending.STALL));
        CompletableFuture<Outcome> ended = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        try (ChatRelay relay = Samples.relay(Samples.config(fake.baseUrl(), LONG, "second"))) {
            Thread caller = Thread.ofVirtual().start(() -> {
                ended.complete(Samples.ask(relay));
                flag.complete(Thread.currentThread().isInterrupted());
            });
            fake.takeRequest();
            caller.interrupt();
            assertThat(ended.get(5, TimeUnit.SECONDS).failure().reason()).isEqualTo(Reason.CANCELLED);
            assertThat(flag.get(5, TimeUnit.SECONDS)).isTrue();
            fake.awaitHangUp();
        }
        assertThat(fake.waitingRequests()).isZero();
    }

    @Test
    void endsRunningCallsWhenItIsClosed() throws Exception {
        fake.replies(Reply.begins("We do").ending(Ending.STALL));
        CompletableFuture<Outcome> ended = new CompletableFuture<>();
        try (ChatRelay relay = Samples.relay(Samples.config(fake.baseUrl(), LONG, "second"))) {
            Thread.ofVirtual().start(() -> ended.complete(Samples.ask(relay)));
            fake.takeRequest();
        }
        assertThat(ended.get(5, TimeUnit.SECONDS).failure().reason()).isEqualTo(Reason.CANCELLED);
    }

    @Test
    void throwsOnWhatTheConsumerThrowsAndHangsUp() throws Exception {
        fake.replies(Reply.begins(FIRST, " We").ending(Ending.STALL));
        try (ChatRelay relay = Samples.relay(Samples.config(fake.baseUrl(), LONG, "second"))) {
            assertThatThrownBy(() -> relay.write(Samples.prompt(), _ -> {
                throw new IllegalStateException("visitor left");
            }, relay.deadline(), new Cancellation())).isInstanceOf(IllegalStateException.class)
                    .hasMessage("visitor left");
            fake.awaitHangUp();
        }
    }

    @Test
    void sendsTheKeyAsBearerTokenAndAsksForAStreamOverHttp11() throws Exception {
        fake.replies(Reply.says(FIRST));
        ask(LONG);
        Request request = fake.takeRequest();
        assertThat(request.path()).isEqualTo("/v1/chat/completions");
        assertThat(request.headers()).containsEntry("authorization", "Bearer " + Samples.KEY)
                .doesNotContainKeys("upgrade", "http2-settings");
        assertThat(request.json().path("stream").asBoolean()).isTrue();
    }
}
