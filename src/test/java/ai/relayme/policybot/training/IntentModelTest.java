package ai.relayme.policybot.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.intent.IntentClassifier;
import ai.relayme.policybot.intent.IntentFeatures;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.Tokenizer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class IntentModelTest {
    @Test
    void theModelWasTrainedOnTheExamplesAndTermsThatAreHere() throws IOException {
        Tokenizer tokenizer = new Tokenizer(new ScriptFolder());
        IntentClassifier classifier = new IntentClassifier(new IntentFeatures(tokenizer, new Glossary(tokenizer)));

        assertThat(classifier.trainedOn()).as("run TrainIntents after a change of examples or terms")
                .isEqualTo(Examples.digest());
    }
}
