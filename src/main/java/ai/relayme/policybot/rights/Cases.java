package ai.relayme.policybot.rights;

import ai.relayme.policybot.agent.AuditLog;
import ai.relayme.policybot.answer.SupportDesk;
import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.outbox.Outbox;
import ai.relayme.policybot.store.Secrets;
import ai.relayme.policybot.store.Store;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Takes in rights requests and hand-offs, has their addresses proven, and hands them to support. What a method accepted is
 * on the disk when it returns, with the mails that follow from it. Safe for concurrent use. Methods throw
 * {@link ai.relayme.policybot.store.StoreException} if the database fails; then nothing was accepted.
 */
public final class Cases {
    /** Crockford's base 32: no letter that is read as another one. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    /** 50 bits: references are told in mails and subjects, but guessing one is no way in. */
    private static final int REFERENCE_LENGTH = 10;

    private final Store store;
    private final Outbox outbox;
    private final Regimes regimes = new Regimes();
    private final CaseStore cases = new CaseStore(regimes);
    private final CaseWords words = new CaseWords();
    private final CaseHashes hashes;
    private final CaseLetters letters;
    private final VerificationCodes codes;
    private final MailBudget budget;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    /** @param publicUrl what the links in letters begin with */
    public Cases(Store store, Outbox outbox, SupportDesk desk, Supplier<URI> publicUrl, RandomGenerator random,
            InstantSource clock) {
        this.store = store;
        this.outbox = outbox;
        this.random = random;
        this.clock = clock;
        this.hashes = new CaseHashes(new Secrets(store, random).secret("case"));
        this.letters = new CaseLetters(words, desk, hashes, publicUrl);
        this.codes = new VerificationCodes(hashes, random);
        this.budget = new MailBudget(hashes);
    }

    /** The laws on file. */
    public Regimes regimes() {
        return regimes;
    }

    /** The words about cases. */
    public CaseWords words() {
        return words;
    }

    /**
     * What support does with cases, once they are there.
     *
     * @param audit where that is logged
     */
    public CaseDesk desk(AuditLog audit) {
        return new CaseDesk(store, outbox, cases, regimes, letters, words, audit, clock);
    }

    /** What happens to cases when time passes or mail goes. */
    public CaseWatch watch() {
        return new CaseWatch(store, outbox, cases, letters, clock);
    }

    /** The conversations that went along with cases. */
    public HandedOver handedOver() {
        return new HandedOver(store, outbox, cases, letters, clock);
    }

    /**
     * Takes in what a visitor hands over, and sends a code to its address. The same is said whether or not anybody knows
     * that address, and whether or not it has had its mails for the day.
     *
     * @param key     the caller's key, if there is one
     * @param mayMail whether the sender may have a mail sent; without one the case is kept, and forwarded unverified in time
     */
    public Intake open(Submission submission, @Nullable IdempotencyKey key, boolean mayMail) {
        if (key != null && !running.add(key.id())) {
            return new Intake.Running();
        }
        try {
            Intake intake = store.writing(handle -> open(handle, submission, key, mayMail));
            outbox.wake();
            return intake;
        } finally {
            if (key != null) {
                running.remove(key.id());
            }
        }
    }

    /** Whether a request with that key was taken in before, or is at this moment: it sends no mail again. */
    public boolean knows(@Nullable IdempotencyKey key) {
        return key != null && (running.contains(key.id()) || store.read(handle -> Idempotency.knows(handle, key)));
    }

    /** Whether there is an open case of that reference whose address nobody has proven. */
    public boolean isUnverified(String reference) {
        return store.read(handle -> cases.find(handle, reference)).filter(file -> needsNoCode(file).isEmpty())
                .isPresent();
    }

    private static Optional<Intake> needsNoCode(CaseFile file) {
        if (file.verifiedAt() != null) {
            return Optional.of(new Intake.AlreadyVerified());
        }
        return file.state() == CaseState.CLOSED ? Optional.of(new Intake.AlreadyClosed()) : Optional.empty();
    }

    private Intake open(Handle handle, Submission submission, @Nullable IdempotencyKey key, boolean mayMail) {
        Instant now = now();
        Instant expiresAt = now.plus(VerificationCodes.VALID_FOR);
        Regime regime = submission.regime() == null ? regimes.unspecified() : submission.regime();
        Map<Right, Instant> due = new EnumMap<>(Right.class);
        submission.rights().forEach(right -> due.put(right, regimes.due(regime, right, now)));
        CaseFile file = new CaseFile(reference(), CaseState.AWAITING_VERIFICATION, submission, regime, now, due, false,
                null, null, null);
        if (key != null) {
            Optional<Idempotency.Earlier> earlier = Idempotency.take(handle, key, file.reference(), expiresAt, now);
            if (earlier.isPresent()) {
                return again(handle, earlier.get(), key);
            }
        }
        cases.add(handle, file);
        CaseLog.add(handle, file.reference(), now, "submitted", submission.language().tag() + " " + regime.id());
        sendCode(handle, file, mayMail, expiresAt, now);
        return new Intake.Accepted(
                new CaseReceipt(file.reference(), file.state(), now, file.dueAt(), expiresAt, null));
    }

    private Intake again(Handle handle, Idempotency.Earlier earlier, IdempotencyKey key) {
        if (!earlier.request().equals(key.request())) {
            return new Intake.KeyReused();
        }
        CaseFile file = cases.find(handle, earlier.reference()).orElseThrow();
        return new Intake.Accepted(new CaseReceipt(file.reference(), CaseState.AWAITING_VERIFICATION, file.receivedAt(),
                file.dueAt(), earlier.expiresAt(), null));
    }

    /**
     * Sends a code, unless its address has had its mails for the day or its sender has had too many sent. Then the same is done, so that the time it takes does not
     * tell who has used the form today; but the mail is queued as one whose time is over, which is never sent.
     */
    private void sendCode(Handle handle, CaseFile file, boolean mayMail, Instant expiresAt, Instant now) {
        boolean sent = mayMail && budget.take(handle, file.submission().email(), now);
        String code = codes.make(handle, file.reference(), sent, now);
        outbox.queue(handle, letters.code(file, code, sent ? expiresAt : Instant.EPOCH));
        CaseLog.add(handle, file.reference(), now, sent ? "code_queued" : "code_withheld",
                sent
                        ? ""
                        : mayMail
                                ? "the address has had its mails for the day"
                                : "its sender has asked for too many mails");
    }

    /** Sends a new code, which replaces the one before. */
    public Intake newCode(String reference) {
        Intake intake = store.writing(handle -> {
            Optional<CaseFile> file = cases.hold(handle, reference);
            if (file.isEmpty()) {
                return new Intake.Unknown();
            }
            Optional<Intake> refused = needsNoCode(file.get());
            if (refused.isPresent()) {
                return refused.get();
            }
            Instant now = now();
            // who was told when to come again must not come a moment too early
            VerificationCodes.erase(handle, now);
            if (codes.made(handle, reference) >= VerificationCodes.CODES) {
                return new Intake.CodesUsedUp(
                        Duration.between(now, codes.forgottenAt(handle, reference).orElse(now)));
            }
            Instant expiresAt = now.plus(VerificationCodes.VALID_FOR);
            sendCode(handle, file.get(), true, expiresAt, now);
            // one that nobody verified in a day is with support already
            return new Intake.Accepted(new CaseReceipt(reference, file.get().state(), file.get().receivedAt(),
                    file.get().dueAt(), expiresAt, null));
        });
        outbox.wake();
        return intake;
    }

    /** Tries a code. With the right one, the mail to support and the acknowledgement are queued. */
    public Intake verify(String reference, String code) {
        Intake intake = store.writing(handle -> {
            Optional<CaseFile> file = cases.hold(handle, reference);
            Instant now = now();
            VerificationCodes.Check check = codes.check(handle, reference, code, now);
            if (file.isEmpty()) {
                return new Intake.Unknown();
            }
            Optional<Intake> refused = needsNoCode(file.get());
            if (refused.isPresent()) {
                return refused.get();
            }
            return switch (check) {
                case VerificationCodes.Check.Wrong(int triesLeft) -> new Intake.WrongCode(triesLeft);
                case VerificationCodes.Check.Locked() ->
                    new Intake.Locked(codes.expiry(handle, reference).map(at -> Duration.between(now, at))
                            .filter(Duration::isPositive).orElse(Duration.ofSeconds(1)));
                case VerificationCodes.Check.Right() -> new Intake.Accepted(verified(handle, file.get(), now));
            };
        });
        outbox.wake();
        return intake;
    }

    private CaseReceipt verified(Handle handle, CaseFile file, Instant now) {
        String joinedTo = cases.repeated(handle, file).orElse(null);
        // support may work on it already, since a case that nobody verifies is forwarded all the same
        boolean begun = file.state() != CaseState.AWAITING_VERIFICATION && file.state() != CaseState.RECEIVED;
        CaseState state = begun ? file.state() : CaseState.RECEIVED;
        Instant reminder = begun ? Reminders.next(file, now) : Reminders.first(file, now);
        cases.setVerified(handle, file.reference(), state, now, joinedTo, joinedTo == null ? reminder : null);
        CaseLog.add(handle, file.reference(), now, "verified", joinedTo == null ? "" : "repeats " + joinedTo);
        if (joinedTo != null) {
            CaseLog.add(handle, joinedTo, now, "repeated", "by " + file.reference());
        }
        CaseFile verified = cases.find(handle, file.reference()).orElseThrow();
        outbox.queue(handle, letters.support(verified));
        outbox.queue(handle, letters.acknowledgement(verified));
        return new CaseReceipt(file.reference(), state, file.receivedAt(), file.dueAt(), null,
                letters.statusUrl(file.reference()));
    }

    /** The case of that reference, for whoever has its token. */
    public Optional<CaseFile> status(String reference, String token) {
        if (!hashes.isToken(reference, token)) {
            return Optional.empty();
        }
        return store.read(handle -> {
            Optional<CaseFile> file = cases.find(handle, reference);
            // whoever repeated a request follows the case that is worked on
            return file.map(CaseFile::joinedTo).flatMap(joined -> cases.find(handle, joined))
                    .or(() -> file);
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private String reference() {
        StringBuilder reference = new StringBuilder("RM-");
        for (int i = 0; i < REFERENCE_LENGTH; i++) {
            if (i == REFERENCE_LENGTH / 2) {
                reference.append('-');
            }
            reference.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return reference.toString();
    }
}
