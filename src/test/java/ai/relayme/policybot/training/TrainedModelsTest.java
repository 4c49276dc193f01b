package ai.relayme.policybot.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.glossary.ConceptClassifier;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.intent.IntentClassifier;
import ai.relayme.policybot.intent.IntentFeatures;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.Tokenizer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainedModelsTest {
    @Test
    void theModelsWereTrainedOnTheExamplesAndTermsThatAreHere() throws IOException {
        Tokenizer tokenizer = new Tokenizer(new ScriptFolder());
        Glossary glossary = Glossary.read();

        assertThat(List.of(new IntentClassifier(new IntentFeatures(tokenizer, glossary)).trainedOn(),
                new ConceptClassifier(tokenizer, glossary).trainedOn()))
                .as("run TrainAll after a change of examples or terms").containsOnly(Examples.digest());
    }
}
