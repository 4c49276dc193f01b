package ai.relayme.policybot.agent;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an agent may do; each role may do what those before it may. */
public enum Role {
    /** Sees conversations and figures. */
    VIEWER,
    /** Labels, notes, writes corrections and works on rights requests. */
    REVIEWER,
    /** Approves what others wrote. */
    APPROVER,
    /** Manages agents and sees the log. */
    ADMIN;

    /** The word that stands for it in JSON and in the database. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it may do what that role may. */
    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** The role of that word. */
    public static Optional<Role> ofLabel(String label) {
        return Stream.of(values()).filter(role -> role.label().equals(label)).findFirst();
    }
}
