package ai.relayme.policybot.grounding;

import java.util.Optional;
import java.util.regex.Pattern;

/** A sentence tells; one that asks leaves open what is so. */
final class StatementCheck implements Check {
    private static final Pattern ASKING = Pattern.compile("[?？]|[吗嗎吧呢嘛]\\s*[。.!！]?$");

    @Override
    public Gate gate() {
        return Gate.CONDUCT;
    }

    @Override
    public Optional<String> fault(CitedSentence sentence) {
        return ASKING.matcher(sentence.text()).find() && !sentence.isVerbatim(sentence.text())
                ? Optional.of("it asks")
                : Optional.empty();
    }
}
