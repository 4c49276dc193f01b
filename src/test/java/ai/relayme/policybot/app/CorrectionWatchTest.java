package ai.relayme.policybot.app;

import ai.relayme.policybot.agent.AuditLog;
import ai.relayme.policybot.correction.Corrections;
import ai.relayme.policybot.correction.QuestionLikeness;
import ai.relayme.policybot.correction.ReviewedAnswers;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.store.Store;
import com.github.f4b6a3.ulid.UlidFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrectionWatchTest {
    @Test
    void looksAgainWhateverWentWrong(@TempDir Path folder) {
        AtomicInteger looks = new AtomicInteger();
        UlidFactory ids = UlidFactory.newMonotonicInstance();
        InstantSource clock = InstantSource.system();
        try (Store store = Store.open("jdbc:sqlite:" + folder.resolve("test.db"))) {
            ReviewedAnswers reviewed = new ReviewedAnswers(
                    new Corrections(store, new AuditLog(store, ids, clock), ids, clock),
                    new QuestionLikeness(new Tokenizer(new ScriptFolder()), Optional.empty()));
            try (CorrectionWatch _ = new CorrectionWatch(reviewed, () -> {
                looks.incrementAndGet();
                throw new IllegalStateException("thrown by the test");
            })) {
                Waiting.until("the next look", () -> looks.get() > 1);
            }
        }
    }
}
