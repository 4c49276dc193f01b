package ai.relayme.policybot.app;

import ai.relayme.policybot.check.CorpusCheck;
import ai.relayme.policybot.check.HeldCorrection;
import ai.relayme.policybot.check.PastQuotes;
import ai.relayme.policybot.check.Repeats;
import ai.relayme.policybot.console.Masking;
import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Folders;
import ai.relayme.policybot.correction.Corrections;
import ai.relayme.policybot.publication.Publication;
import ai.relayme.policybot.transcript.TranscriptStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Checks a staged corpus as the command does: two bots that quote, each on a database of its own, answer from what is
 * published and from what is staged; neither has corrections.
 */
final class StagedCheck implements Publication.Checker {
    /** Distinct questions, the newest; half a minute of work on a busy machine. */
    private static final int MOST_REPEATED = 300;

    private final Settings settings;
    private final TranscriptStore transcripts;
    private final Corrections corrections;
    private final Masking masking;

    StagedCheck(Settings settings, TranscriptStore transcripts, Corrections corrections, Masking masking) {
        this.settings = settings;
        this.transcripts = transcripts;
        this.corrections = corrections;
        this.masking = masking;
    }

    @Override
    public CorpusCheck check(Path staged) throws Exception {
        Path scratch = Files.createTempDirectory(settings.dataDir(), "check-");
        try (PolicyBot after = Commands.build(settings.quoting(staged).withDataIn(scratch.resolve("after")));
                PolicyBot before = Commands
                        .build(settings.quoting(settings.corpusDir()).withDataIn(scratch.resolve("before")))) {
            Corpus corpus = after.index().corpus();
            PastQuotes past = new PastQuotes(corpus);
            transcripts.forEachAnswer(past::add);
            // identifiers change no answer, and are no business of whoever publishes
            List<Repeats.Asked> questions = transcripts.newestQuestions(MOST_REPEATED).stream()
                    .map(asked -> new Repeats.Asked(asked.conversationId(), asked.language(),
                            masking.mask(asked.question())))
                    .toList();
            return new CorpusCheck(corpus.divergences().all(), 0, List.of(),
                    Repeats.of(questions, new BotAsker(before), new BotAsker(after)),
                    HeldCorrection.of(corrections.approved(), corpus, new BotAsker(after)), past);
        } finally {
            Folders.delete(scratch);
        }
    }
}
