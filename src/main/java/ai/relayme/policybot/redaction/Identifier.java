package ai.relayme.policybot.redaction;

/** What is redacted, in the order in which it is looked for: what is found first is not looked at again. */
enum Identifier {
    /** A secret of a known form. */
    API_KEY,
    /** An electronic mail address. */
    EMAIL,
    /** An IPv4 or IPv6 address. */
    IP,
    /** An international bank account number. */
    IBAN,
    /** The number of a mainland resident's or a Taiwanese identity card. */
    RESIDENT_ID,
    /** A payment card's number. */
    CARD,
    /** A Hong Kong identity card's number. */
    HKID,
    /** A telephone number. */
    PHONE
}
