package ai.relayme.policybot.glossary;

/** The concepts that the program knows by name and the glossary must have; all others are data to it. */
public enum KnownConcept {
    /** Nothing of the field: what no policy speaks of. */
    OFF_TOPIC("off-topic"),
    /** What data are used for; where it is asked beside what is collected, one is told with the other. */
    PURPOSES("purposes"),
    /** What is collected; a heading that names it stands over just that. */
    DATA_CATEGORIES("data-categories"),
    /** The pages that a site has beside its privacy policy; each kind of them is a concept that is strongly related to it. */
    LEGAL_PAGES("legal-pages"),
    /** How a right is used; told to whoever is told of a right. */
    HOW_TO_REQUEST("how-to-request"),
    /** Where to write; told to whoever wants a person. */
    SUPPORT_EMAIL("support-email"),
    /** When somebody is there; told with it. */
    SUPPORT_HOURS("support-hours");

    private final String id;

    KnownConcept(String id) {
        this.id = id;
    }

    /** Its id in the glossary. */
    public String id() {
        return id;
    }

    /** Whether that concept is this one. */
    public boolean is(Concept concept) {
        return concept.id().equals(id);
    }
}
