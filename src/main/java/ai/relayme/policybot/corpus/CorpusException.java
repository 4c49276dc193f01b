package ai.relayme.policybot.corpus;

import java.util.List;

/** The corpus folder cannot be served as it is; says which files and lines are at fault. */
public final class CorpusException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<String> faults;

    /** Faults as {@code path:line: what is wrong}, at least one. */
    public CorpusException(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** What is wrong, a line each: {@code path:line: what is wrong}. */
    public List<String> faults() {
        return faults;
    }
}
