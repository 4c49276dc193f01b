package ai.relayme.policybot.transcript;

/**
 * A passage that an answer cites.
 *
 * @param number    its number in the answer, from 1
 * @param passageId its id
 * @param document  the document it is in
 * @param language  tag of the language quoted
 * @param version   the document's version
 * @param digest    the digest of that version
 */
public record CitedPassage(int number, String passageId, String document, String language, String version,
        String digest) {}
