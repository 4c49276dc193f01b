package ai.relayme.policybot.app;

import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.intent.IntentFeatures;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.store.EmptyDatabase;
import java.io.IOException;
import java.nio.file.Path;

/** A step of the build: makes what would take half of every start, the term files cut into words and an empty database. */
final class ResourceCompiler {
    private ResourceCompiler() {}

    /** Takes the folder of the program's classes. */
    public static void main(String[] arguments) throws IOException {
        Path classes = Path.of(arguments[0]);
        Tokenizer tokenizer = new Tokenizer(new ScriptFolder());
        Glossary.compile(tokenizer, classes);
        IntentFeatures.compile(tokenizer, classes);
        EmptyDatabase.make(classes);
    }
}
