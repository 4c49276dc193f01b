package ai.relayme.policybot.intent;

/** What is said without asking for anything; of several kinds the one that stands first here counts. */
public enum Talk {
    /** Somebody is cross. */
    INSULT("insult"),
    /** Somebody asks who answers. */
    WHO("who"),
    /** Thanks. */
    THANKS("thanks"),
    /** A farewell. */
    FAREWELL("farewell"),
    /** A greeting. */
    GREETING("greeting"),
    /** Something is said not to be wanted. */
    DECLINE("decline"),
    /** Anything else, such as "I see". */
    OTHER("other");

    private final String label;

    Talk(String label) {
        this.label = label;
    }

    /** The word that stands for it in the data files. */
    public String label() {
        return label;
    }
}
