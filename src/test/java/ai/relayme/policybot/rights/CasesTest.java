package ai.relayme.policybot.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.relayme.policybot.agent.AuditLog;
import ai.relayme.policybot.answer.FixedTexts;
import ai.relayme.policybot.answer.SupportDesk;
import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.mail.MailConfig;
import ai.relayme.policybot.mail.Outcome;
import ai.relayme.policybot.outbox.Outbox;
import ai.relayme.policybot.store.Store;
import com.github.f4b6a3.ulid.UlidFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a case, with a clock that the test moves. Mail is read where it waits, in the outbox. */
class CasesTest {
    /** Requests that name one mailbox; {@code -Drights.posts=10000} for the whole measure, which takes half a minute. */
    private static final int POSTS = Integer.getInteger("rights.posts", 300);

    private static final Pattern CODE = Pattern.compile("(?m)^(\\d{6})$");
    private static final Instant START = Instant.parse("2026-11-25T09:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    private final AtomicReference<Instant> time = new AtomicReference<>(START);
    private final InstantSource clock = time::get;
    private Store store = missing();
    private Cases cases = missing();
    private AuditLog audit = missing();

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // set before each test
    private static <T> T missing() {
        return null;
    }

    @BeforeEach
    void open() {
        store = Store.open("jdbc:sqlite:" + folder.resolve("test.db"));
        audit = new AuditLog(store, UlidFactory.newMonotonicInstance(), clock);
        Random random = new Random(11);
        MailConfig config = new MailConfig("bot@bot.example", Optional.empty(), folder.resolve("mail"));
        Outbox outbox = new Outbox(store, config, () -> mail -> new Outcome.Delivered(),
                UlidFactory.newMonotonicInstance(), clock, random);
        SupportDesk desk = new SupportDesk("support@example.com", new FixedTexts(), clock);
        cases = new Cases(store, outbox, desk, () -> URI.create("https://bot.example"), random, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void pass(Duration duration) {
        time.updateAndGet(now -> now.plus(duration));
    }

    private record Queued(String topic, String recipient, @Nullable String replyTo, String subject, String text) {}

    private List<Queued> mails() {
        // one that is withheld is queued as one whose time was over before there were mails
        return store.read(handle -> handle
                .createQuery("select * from outbox where expires_at is null or expires_at > 0 order by id")
                .map((row, context) -> new Queued(row.getString("topic"), row.getString("recipient"),
                        row.getString("reply_to"), row.getString("subject"), row.getString("body_text")))
                .list());
    }

    private List<Queued> mails(String topic) {
        return mails().stream().filter(mail -> mail.topic().equals(topic)).toList();
    }

    private Submission submission(String email, Right... rights) {
        return new Submission(List.of(rights), email, "Jo", null, "I want everything you have on me", null, null, null,
                Language.EN);
    }

    private CaseReceipt open(Submission submission) {
        return accepted(cases.open(submission, null, true));
    }

    private static CaseReceipt accepted(Intake intake) {
        assertThat(intake).isInstanceOf(Intake.Accepted.class);
        return ((Intake.Accepted) intake).receipt();
    }

    private String lastCode() {
        Matcher code = CODE.matcher(mails(CaseLetters.CODE).getLast().text());
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private String wrongCode() {
        return lastCode().equals("000000") ? "000001" : "000000";
    }

    private CaseReceipt verified(Submission submission) {
        String reference = open(submission).reference();
        return accepted(cases.verify(reference, lastCode()));
    }

    private CaseDesk desk() {
        return cases.desk(audit);
    }

    private String state(String reference) {
        return desk().find(reference).orElseThrow().state().label();
    }

    private static Submission handoff(String details, @Nullable String conversationId) {
        return new Submission(List.of(), "jo@example.com", null, null, details, null,
                conversationId == null ? null : "a conversation", conversationId, Language.EN);
    }

    @Test
    void erasesAConversationFromAMailThatTellsOfOtherCasesTooAndLeavesThose() {
        String earlier = open(handoff("first words", null)).reference();
        pass(Duration.ofMinutes(1));
        String newest = open(handoff("last words", "cnv_1")).reference();
        pass(Duration.ofHours(25));
        cases.watch().look();
        assertThat(mails(CaseLetters.UNVERIFIED)).singleElement().extracting(Queued::text).asString()
                .contains("a conversation", "first words");
        // the earlier one is proven, and no longer forwarded at the same time
        cases.newCode(earlier);
        accepted(cases.verify(earlier, lastCode()));

        assertThat(cases.handedOver().has("cnv_1")).isTrue();
        assertThat(cases.handedOver().erase("cnv_1")).isTrue();
        assertThat(cases.handedOver().erase("cnv_1")).as("again").isFalse();
        assertThat(mails(CaseLetters.UNVERIFIED)).singleElement().extracting(Queued::text).asString()
                .contains(newest, "last words", earlier, "first words", "The conversation was erased")
                .doesNotContain("a conversation");
        assertThat(desk().isLogWhole(newest)).isTrue();
    }

    @Test
    void keepsTheConversationOfAnOpenCaseForHalfAYearAtMost() {
        open(handoff("words", "cnv_1"));
        pass(HandedOver.LONGEST_OPEN.minusDays(1));
        cases.handedOver().eraseBefore(time.get().minus(Duration.ofDays(90)));
        assertThat(cases.handedOver().has("cnv_1")).isTrue();
        pass(Duration.ofDays(2));
        cases.handedOver().eraseBefore(time.get().minus(Duration.ofDays(3650)));
        assertThat(cases.handedOver().has("cnv_1")).as("kept for longer than that anyway").isTrue();
        cases.handedOver().eraseBefore(time.get().minus(Duration.ofDays(90)));
        assertThat(cases.handedOver().has("cnv_1")).isFalse();
    }

    @Test
    void beginsTheClockWhenTheVisitorSubmits() {
        CaseReceipt receipt = open(submission("jo@example.com", Right.ACCESS));
        assertThat(receipt.reference()).matches("RM-[0-9A-Z]{5}-[0-9A-Z]{5}");
        assertThat(receipt.receivedAt()).isEqualTo(START);
        assertThat(receipt.expiresAt()).isEqualTo(START.plus(Duration.ofMinutes(10)));
        pass(Duration.ofMinutes(9));
        CaseReceipt verified = accepted(cases.verify(receipt.reference(), lastCode()));
        assertThat(verified.receivedAt()).isEqualTo(START);
        assertThat(verified.dueAt()).isEqualTo(receipt.dueAt());
    }

    @Test
    void sendsNoWordOfTheVisitorsToAnAddressThatNobodyHasProven() {
        open(new Submission(List.of(Right.ERASURE), "victim@example.com", "BUY NOW http://evil.example", "Eve",
                "BUY NOW http://evil.example", null, "BUY NOW", null, Language.EN));
        assertThat(mails()).hasSize(1).allSatisfy(mail -> {
            assertThat(mail.recipient()).isEqualTo("victim@example.com");
            assertThat(mail.replyTo()).isNull();
            assertThat(mail.subject() + mail.text()).doesNotContain("BUY", "evil", "Eve");
        });
    }

    @Test
    void writesToSupportAndToTheRequesterOnceTheAddressIsProven() {
        CaseReceipt receipt = verified(
                new Submission(List.of(Right.ACCESS, Right.ERASURE), "jo@example.com", "Jo", "my son",
                        "alles\n# What to do\nbitte", new Regimes().get("gdpr"), "Q: hello", null, Language.ZH_HANT));
        Queued support = mails(CaseLetters.SUPPORT).getFirst();
        assertThat(support.recipient()).isEqualTo("support@example.com");
        assertThat(support.replyTo()).isEqualTo("jo@example.com");
        assertThat(support.subject()).contains(receipt.reference(), "查閱", "刪除").doesNotContain("Jo", "alles");
        assertThat(support.text()).contains("> alles", "> # What to do", "> Q: hello", "my son", "Jo", "歐盟",
                "https://bot.example/console/#rights-requests/" + receipt.reference(), "2026年12月25日");
        Queued acknowledgement = mails(CaseLetters.ACKNOWLEDGEMENT).getFirst();
        assertThat(acknowledgement.recipient()).isEqualTo("jo@example.com");
        assertThat(acknowledgement.text()).contains(receipt.reference(), "> alles", "/rights-requests/", "?token=cst_");
    }

    @Test
    void showsTheStatusToWhoeverHasTheTokenAndNobodyElse() {
        CaseReceipt receipt = verified(submission("jo@example.com", Right.ACCESS));
        Matcher token = Pattern.compile("token=(\\S+)").matcher(mails(CaseLetters.ACKNOWLEDGEMENT).getFirst().text());
        assertThat(token.find()).isTrue();
        assertThat(cases.status(receipt.reference(), token.group(1)).orElseThrow().state())
                .isEqualTo(CaseState.RECEIVED);
        assertThat(cases.status(receipt.reference(), "cst_other")).isEmpty();
        assertThat(cases.status("RM-00000-00000", token.group(1))).isEmpty();
        store.write(handle -> cases.watch().delivered(handle, CaseLetters.ACKNOWLEDGEMENT, receipt.reference(),
                time.get()));
        assertThat(state(receipt.reference())).isEqualTo("acknowledged");
    }

    /** A case that nobody verified, and that support was told of after a day. */
    private String forwarded() {
        String reference = open(submission("jo@example.com", Right.ACCESS)).reference();
        pass(Duration.ofHours(25));
        cases.watch().look();
        return reference;
    }

    @Test
    void keepsTheStateOfACaseThatSupportWorksOnWhenItsVisitorVerifiesLate() {
        String reference = forwarded();
        desk().change(reference, new Change.Start(), "amy");
        desk().change(reference, new Change.Pause("which account?"), "amy");
        assertThat(accepted(cases.newCode(reference)).state()).isEqualTo(CaseState.PAUSED);
        assertThat(accepted(cases.verify(reference, lastCode())).state()).isEqualTo(CaseState.PAUSED);
        assertThat(state(reference)).isEqualTo("paused");
        assertThat(mails(CaseLetters.ACKNOWLEDGEMENT)).hasSize(1);
        // it has arrived: its dates alone are reminded of
        pass(Duration.ofHours(30));
        cases.watch().look();
        assertThat(mails(CaseLetters.REMINDER)).isEmpty();
    }

    @Test
    void opensNoClosedCaseAgain() {
        String reference = forwarded();
        accepted(cases.newCode(reference));
        String code = lastCode();
        desk().change(reference, new Change.Close(Change.Outcome.WITHDRAWN, ""), "amy");
        assertThat(cases.verify(reference, code)).isEqualTo(new Intake.AlreadyClosed());
        assertThat(cases.newCode(reference)).isEqualTo(new Intake.AlreadyClosed());
        assertThat(cases.isUnverified(reference)).as("may have a mail sent").isFalse();
        assertThat(state(reference)).isEqualTo("closed");
        assertThat(mails(CaseLetters.SUPPORT)).isEmpty();
    }

    @Test
    void forgetsCodesADayAfterTheirTimeAndMakesOthersThen() {
        String reference = open(submission("jo@example.com", Right.ACCESS)).reference();
        for (int i = 1; i < 5; i++) {
            accepted(cases.newCode(reference));
        }
        pass(Duration.ofHours(1));
        Intake usedUp = cases.newCode(reference);
        assertThat(usedUp).isInstanceOf(Intake.CodesUsedUp.class);
        Duration wait = ((Intake.CodesUsedUp) usedUp).retryAfter();
        assertThat(wait).isBetween(Duration.ofHours(23), Duration.ofHours(24));
        pass(wait);
        accepted(cases.newCode(reference));
        accepted(cases.verify(reference, lastCode()));
        assertThat(codes()).isEqualTo(1);
        pass(Duration.ofHours(25));
        cases.watch().look();
        assertThat(codes()).isZero();
        assertThat(cases.verify(reference, "123456")).isEqualTo(new Intake.AlreadyVerified());
    }

    private long codes() {
        return store.read(
                handle -> handle.createQuery("select count(*) from verification_code").mapTo(Long.class).one());
    }

    @Test
    void locksAfterFiveGuessesUntilANewCodeIsAskedFor() {
        String reference = open(submission("jo@example.com", Right.ACCESS)).reference();
        for (int i = 0; i < 5; i++) {
            assertThat(cases.verify(reference, wrongCode())).isEqualTo(new Intake.WrongCode(4 - i));
        }
        String right = lastCode();
        assertThat(cases.verify(reference, right)).isInstanceOf(Intake.Locked.class);
        accepted(cases.newCode(reference));
        assertThat(cases.verify(reference, right)).isInstanceOf(Intake.WrongCode.class);
        accepted(cases.verify(reference, lastCode()));
    }

    @Test
    void takesACodeOnceWithinTenMinutesAndForItsOwnCaseOnly() {
        String first = open(submission("jo@example.com", Right.ACCESS)).reference();
        String code = lastCode();
        String other = open(submission("jo@example.com", Right.ERASURE)).reference();
        assertThat(cases.verify(other, code)).isInstanceOf(Intake.WrongCode.class);
        accepted(cases.verify(first, code));
        assertThat(cases.verify(first, code)).isEqualTo(new Intake.AlreadyVerified());
        assertThat(cases.newCode(first)).isEqualTo(new Intake.AlreadyVerified());
        pass(Duration.ofMinutes(10));
        assertThat(cases.verify(other, lastCode())).isInstanceOf(Intake.WrongCode.class);
        assertThat(cases.verify("RM-00000-00000", code)).isEqualTo(new Intake.Unknown());
        assertThat(mails(CaseLetters.SUPPORT)).hasSize(1);
    }

    @Test
    void keepsCodesAsHashes() {
        open(submission("jo@example.com", Right.ACCESS));
        String kept = store.read(
                handle -> handle.createQuery("select hash from verification_code").mapTo(String.class).one());
        assertThat(kept).hasSize(43).doesNotContain(lastCode());
    }

    @Test
    void sendsThreeMailsADayToOneMailboxHoweverManyRequestsNameIt() {
        String last = "";
        for (int i = 0; i < POSTS; i++) {
            String email = List.of("victim@example.com", "Victim+" + i + "@example.com", "v.ictim@example.com")
                    .get(i % 3);
            last = open(submission(email, Right.ACCESS)).reference();
        }
        assertThat(mails()).hasSize(3);
        // the same is said of a request whose code was withheld, and no code opens it
        assertThat(cases.verify(last, lastCode())).isInstanceOf(Intake.WrongCode.class);
        pass(Duration.ofDays(1));
        accepted(cases.newCode(last));
        accepted(cases.verify(last, lastCode()));
    }

    @Test
    void tellsSupportOfWhatNobodyVerifiedInADayAndMarksIt() {
        String reference = open(submission("jo@example.com", Right.ACCESS)).reference();
        open(submission("jo@example.com", Right.ERASURE));
        pass(Duration.ofHours(23));
        cases.watch().look();
        assertThat(mails(CaseLetters.UNVERIFIED)).isEmpty();
        pass(Duration.ofHours(2));
        cases.watch().look();
        cases.watch().look();
        assertThat(mails(CaseLetters.UNVERIFIED)).hasSize(1).allSatisfy(mail -> {
            assertThat(mail.recipient()).isEqualTo("support@example.com");
            assertThat(mail.subject()).contains("UNVERIFIED");
            assertThat(mail.text()).contains(reference, "NO: this address has not been verified", "access to your data",
                    "deletion of your data", "I want everything");
        });
        assertThat(state(reference)).isEqualTo("received");
        // who verifies late is verified all the same, and support is told
        accepted(cases.newCode(reference));
        accepted(cases.verify(reference, lastCode()));
        assertThat(mails(CaseLetters.SUPPORT)).hasSize(1);
    }

    @Test
    void remindsSupportAtHalfTimeAndBeforeTheDateAndOnItUntilTheCaseIsClosed() {
        String reference = verified(new Submission(List.of(Right.ACCESS), "jo@example.com", null, null, null,
                new Regimes().get("pdpo"), null, null, Language.EN)).reference();
        int days = 0;
        List<Integer> reminded = new ArrayList<>();
        while (days < 50) {
            int before = mails(CaseLetters.REMINDER).size();
            cases.watch().look();
            if (mails(CaseLetters.REMINDER).size() > before) {
                reminded.add(days);
            }
            pass(Duration.ofDays(1));
            days++;
        }
        assertThat(reminded).as("nobody confirmed it, half time, and the last days").containsExactly(1, 21, 34, 38, 40,
                41);
        assertThat(mails(CaseLetters.REMINDER).getLast().subject()).contains("days left: -1");
        String closed = verified(submission("ann@example.com", Right.ACCESS)).reference();
        desk().change(closed, new Change.Close(Change.Outcome.GRANTED, "here it is"), "agent");
        pass(Duration.ofDays(100));
        cases.watch().look();
        assertThat(mails(CaseLetters.REMINDER)).noneMatch(mail -> mail.subject().contains(closed));
        assertThat(desk().isLogWhole(reference)).isTrue();
    }

    @Test
    void addsARepeatedRequestToTheOpenCaseWithoutLettingAStrangerBlockIt() {
        String stranger = open(submission("jo@example.com", Right.ACCESS)).reference();
        String first = verified(submission("jo@example.com", Right.ACCESS, Right.ERASURE)).reference();
        String again = verified(submission("Jo@example.com", Right.ACCESS)).reference();
        assertThat(desk().find(again).orElseThrow().joinedTo()).isEqualTo(first);
        assertThat(desk().find(first).orElseThrow().joinedTo()).isNull();
        assertThat(desk().find(stranger).orElseThrow().state()).isEqualTo(CaseState.AWAITING_VERIFICATION);
        assertThat(mails(CaseLetters.SUPPORT).getLast().text()).contains(first);
        // another right is another matter
        String other = verified(submission("ann@example.com", Right.OBJECTION)).reference();
        assertThat(desk().find(other).orElseThrow().joinedTo()).isNull();
    }

    @Test
    void keepsTheRightsOfOneRequestApartEachWithItsDate() {
        CaseFile file = desk().find(verified(new Submission(List.of(Right.ACCESS, Right.ERASURE),
                "jo@example.com", null, null, null, new Regimes().get("tw_pdpa"), null, null, Language.EN)).reference())
                .orElseThrow();
        assertThat(file.due()).isEqualTo(Map.of(Right.ACCESS, Instant.parse("2026-12-10T15:59:59Z"), Right.ERASURE,
                Instant.parse("2026-12-25T15:59:59Z")));
        assertThat(file.dueAt()).isEqualTo(Instant.parse("2026-12-10T15:59:59Z"));
    }

    @Test
    void followsTheStatesAndTellsTheRequester() {
        CaseDesk desk = desk();
        String reference = verified(new Submission(List.of(Right.ACCESS), "jo@example.com", null, null, null,
                new Regimes().get("gdpr"), null, null, Language.EN)).reference();
        assertThat(desk.change(reference, new Change.Pause("what is your account?"), "amy")).isEmpty();
        assertThat(desk.change(reference, new Change.Start(), "amy").orElseThrow().state())
                .isEqualTo(CaseState.IN_PROGRESS);
        assertThat(desk.change(reference, new Change.Pause("what is your account?"), "amy")).isPresent();
        assertThat(desk.change(reference, new Change.Start(), "amy")).isPresent();
        CaseFile extended = desk.change(reference, new Change.Extend("it is complex"), "amy").orElseThrow();
        assertThat(extended.dueAt()).isEqualTo(Instant.parse("2027-02-25T22:59:59Z"));
        assertThat(desk.change(reference, new Change.Extend("once more"), "amy")).isEmpty();
        assertThat(desk.change(reference, new Change.Close(Change.Outcome.REFUSED, "not yours"), "amy").orElseThrow()
                .outcome()).isEqualTo("refused");
        assertThat(desk.change(reference, new Change.Start(), "amy")).isEmpty();
        assertThat(mails(CaseLetters.STATUS)).hasSize(5).allSatisfy(
                mail -> assertThat(mail.recipient()).isEqualTo("jo@example.com"));
        assertThat(mails(CaseLetters.STATUS).getLast().text()).contains("> not yours", "supervisory authority");
        assertThat(desk.isLogWhole(reference)).isTrue();
        String hongKong = verified(new Submission(List.of(Right.ACCESS), "ann@example.com", null, null, null,
                new Regimes().get("pdpo"), null, null, Language.EN)).reference();
        assertThat(desk.change(hongKong, new Change.Extend("busy"), "amy")).isEmpty();
    }

    @Test
    void logsEveryChangeWithTheAgentWhoMadeIt() {
        String reference = verified(submission("jo@example.com", Right.ACCESS)).reference();
        desk().change(reference, new Change.Start(), "amy");
        desk().change(reference, new Change.SetRegime(new Regimes().get("gdpr"), "you live in Ghent"), "bea");
        desk().change(reference, new Change.Acknowledge(), "bea");
        assertThat(audit.entries(null, reference, 10)).extracting(AuditLog.Entry::agent, AuditLog.Entry::detail)
                .containsExactly(tuple("bea", "set_regime gdpr"), tuple("amy", "start"));
    }

    @Test
    void writesNoHeadingOverNothingAndNoDateOfWhatHasItsAnswer() {
        for (Language language : Language.values()) {
            String reference = verified(new Submission(List.of(Right.ACCESS, Right.ERASURE),
                    "jo." + language.tag() + "@example.com", null, null, null, null, null, null, language)).reference();
            desk().change(reference, new Change.Start(), "amy");
            String started = mails(CaseLetters.STATUS).getLast().text();
            assertThat(started).contains("2026");
            assertThat(started.lines().filter(line -> line.contains("upport team:") || line.contains("留言"))).isEmpty();
            desk().change(reference, new Change.Pause("which account?"), "amy");
            assertThat(mails(CaseLetters.STATUS).getLast().text()).containsPattern(
                    "(?m)^(From our support team:|客服团队留言：|客服團隊留言：)\n> which account\\?$");
            desk().change(reference, new Change.Close(Change.Outcome.GRANTED, ""), "amy");
            assertThat(mails(CaseLetters.STATUS).getLast().text()).doesNotContain("2026", "due by", "日期", "Law that",
                    "法律：");
        }
    }

    @Test
    void countsByTheLawThatSupportFindsFromTheDayOfReceipt() {
        CaseDesk desk = desk();
        Regimes regimes = new Regimes();
        String reference = verified(submission("jo@example.com", Right.ACCESS, Right.OBJECTION)).reference();
        assertThat(desk.change(reference, new Change.Extend("complex"), "amy")).as("no law, no extension").isEmpty();
        pass(Duration.ofDays(5));
        CaseFile set = desk.change(reference, new Change.SetRegime(regimes.get("gdpr"), "You live in Ghent"), "amy")
                .orElseThrow();
        assertThat(set.regime().id()).isEqualTo("gdpr");
        assertThat(set.state()).isEqualTo(CaseState.RECEIVED);
        assertThat(set.due()).isEqualTo(Map.of(Right.ACCESS, Instant.parse("2026-12-25T22:59:59Z"), Right.OBJECTION,
                Instant.parse("2026-12-25T22:59:59Z")));
        assertThat(mails(CaseLetters.STATUS).getLast().text()).contains("Answer due by: 25 December 2026",
                "General Data Protection Regulation", "> You live in Ghent");
        assertThat(desk.change(reference, new Change.SetRegime(regimes.get("gdpr"), "again"), "amy")).isEmpty();
        CaseFile extended = desk.change(reference, new Change.Extend("complex"), "amy").orElseThrow();
        assertThat(extended.dueAt()).isEqualTo(Instant.parse("2027-02-25T22:59:59Z"));

        CaseFile corrected = desk.change(reference, new Change.SetRegime(regimes.get("ccpa"), "Ghent, CA"), "ben")
                .orElseThrow();
        assertThat(corrected.extended()).isFalse();
        assertThat(corrected.dueAt()).isEqualTo(Instant.parse("2026-12-11T07:59:59Z"));
        assertThat(store.read(handle -> CaseLog.entries(handle, reference)).getLast()).satisfies(entry -> {
            assertThat(entry.event()).isEqualTo("regime_set");
            assertThat(entry.detail()).isEqualTo("ben: ccpa, before gdpr: Ghent, CA");
        });
        assertThat(desk.isLogWhole(reference)).isTrue();
        // reminders go by the new date
        pass(Duration.ofDays(11));
        cases.watch().look();
        assertThat(mails(CaseLetters.REMINDER).getLast().text()).contains("10 December 2026");

        desk.change(reference, new Change.Close(Change.Outcome.GRANTED, ""), "amy");
        assertThat(desk.change(reference, new Change.SetRegime(regimes.get("pdpo"), "late"), "amy")).isEmpty();
        String message = verified(submission("ann@example.com")).reference();
        assertThat(desk.change(message, new Change.SetRegime(regimes.get("pdpo"), "none"), "amy"))
                .as("a message has no clock").isEmpty();
        String unproven = open(submission("eve@example.com", Right.ACCESS)).reference();
        assertThat(desk.change(unproven, new Change.SetRegime(regimes.get("pdpo"), "early"), "amy")).isEmpty();
    }

    /** The evening in Brussels is the next day in Hong Kong. */
    @Test
    void tellsInEveryLetterTheDayOfTheShortestLaw() {
        pass(Duration.between(START, Instant.parse("2026-11-26T22:45:00Z")));
        String reference = verified(submission("jo@example.com", Right.ERASURE)).reference();
        desk().change(reference, new Change.Start(), "amy");
        for (String topic : List.of(CaseLetters.ACKNOWLEDGEMENT, CaseLetters.SUPPORT, CaseLetters.STATUS)) {
            assertThat(mails(topic)).hasSize(1).allSatisfy(
                    mail -> assertThat(mail.text()).contains("Answer due by: 26 December 2026"));
        }
    }

    @Test
    void writesNoStatusToAnAddressThatNobodyHasProven() {
        String reference = open(submission("jo@example.com", Right.ACCESS)).reference();
        pass(Duration.ofHours(25));
        cases.watch().look();
        assertThat(desk().change(reference, new Change.Start(), "amy")).isPresent();
        assertThat(mails(CaseLetters.STATUS)).isEmpty();
    }

    @Test
    void findsEveryChangeOfItsLog() {
        String reference = verified(submission("jo@example.com", Right.ACCESS)).reference();
        CaseDesk desk = desk();
        assertThat(desk.isLogWhole(reference)).isTrue();
        for (String harm : List.of("update case_log set detail = 'other' where number = 2",
                "update case_log set at = at + 1 where number = 1",
                "delete from case_log where number = (select max(number) from case_log)",
                "delete from case_log where number = 2",
                "update case_log set number = number + 10")) {
            store.write(handle -> handle.execute("create table if not exists kept as select * from case_log"));
            store.write(handle -> handle.execute(harm));
            assertThat(desk.isLogWhole(reference)).as(harm).isFalse();
            store.write(handle -> {
                handle.execute("delete from case_log");
                handle.execute("insert into case_log select * from kept");
            });
            assertThat(desk.isLogWhole(reference)).isTrue();
        }
    }

    @Test
    void givesTheSameReceiptToTheSameRequestWithTheSameKey() {
        Submission submission = submission("jo@example.com", Right.ACCESS);
        IdempotencyKey key = new IdempotencyKey("key", "body");
        CaseReceipt first = accepted(cases.open(submission, key, true));
        pass(Duration.ofMinutes(3));
        assertThat(accepted(cases.open(submission, key, true))).isEqualTo(first);
        assertThat(cases.open(submission, new IdempotencyKey("key", "other body"), true))
                .isEqualTo(new Intake.KeyReused());
        assertThat(mails()).hasSize(1);
        pass(Duration.ofHours(25));
        cases.watch().look();
        assertThat(accepted(cases.open(submission, key, true)).reference()).isNotEqualTo(first.reference());
    }

    @Test
    void handsAMessageOverWithoutADate() {
        CaseReceipt receipt = verified(new Submission(List.of(), "jo@example.com", null, null, "Please call me", null,
                "Q: hello", null, Language.EN));
        assertThat(receipt.dueAt()).isNull();
        assertThat(mails(CaseLetters.SUPPORT).getFirst().text()).contains("> Please call me", "> Q: hello")
                .doesNotContain("due by", "Law that applies");
        cases.watch().look();
        assertThat(mails(CaseLetters.REMINDER)).isEmpty();
        pass(Duration.ofDays(60));
        cases.watch().look();
        cases.watch().look();
        assertThat(mails(CaseLetters.REMINDER)).hasSize(1).allSatisfy(mail -> {
            assertThat(mail.subject()).contains(receipt.reference()).doesNotContain("days left");
            assertThat(mail.text()).contains("Nobody has confirmed").doesNotContain("Days left", "due by");
        });
    }

    @Test
    void remindsNobodyOfACaseThatHasArrivedBeforeItsTime() {
        Submission submission = new Submission(List.of(Right.ACCESS), "jo@example.com", null, null, null,
                new Regimes().get("pdpo"), null, null, Language.EN);
        String reference = verified(submission).reference();
        pass(Duration.ofHours(23));
        desk().change(reference, new Change.Start(), "amy");
        pass(Duration.ofHours(2));
        cases.watch().look();
        assertThat(mails(CaseLetters.REMINDER)).isEmpty();
        pass(Duration.ofDays(20));
        cases.watch().look();
        assertThat(mails(CaseLetters.REMINDER)).hasSize(1).allSatisfy(
                mail -> assertThat(mail.text()).doesNotContain("Nobody has confirmed"));
    }

    /** Whoever measures how long it takes must not learn that an address has had its mails for the day. */
    @Test
    void doesTheSameForACodeThatIsWithheldAsForOneThatIsSent() {
        List<Long> written = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long rows = rows();
            open(submission("victim@example.com", Right.ACCESS));
            written.add(rows() - rows);
        }
        assertThat(mails()).hasSize(3);
        assertThat(written).as("rows that each wrote").hasSize(5).containsOnly(written.getFirst());
    }

    /** Of all tables that a request writes to. */
    private long rows() {
        return store.read(handle -> handle.createQuery("""
                select (select count(*) from case_file) + (select count(*) from case_right)
                    + (select count(*) from case_log) + (select count(*) from verification_code)
                    + (select count(*) from outbox) + (select count(*) from scheduled_tasks)""").mapTo(Long.class)
                .one());
    }
}
