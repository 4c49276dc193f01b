package ai.relayme.policybot.evaluation;

import java.util.List;

/** A file of golden questions cannot be used as it is; says which lines are at fault. */
public final class GoldenFileException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<String> faults;

    /** Faults as {@code file:line: what is wrong}, at least one. */
    GoldenFileException(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** What is wrong, a line each: {@code file:line: what is wrong}, without the line where the whole file is at fault. */
    public List<String> faults() {
        return faults;
    }
}
