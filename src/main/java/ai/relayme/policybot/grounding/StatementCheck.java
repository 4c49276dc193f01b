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
    public Optional<String> fault(Draft draft) {
        return ASKING.matcher(draft.text()).find() && !draft.isVerbatim(draft.text())
                ? Optional.of("it asks")
                : Optional.empty();
    }
}
