package ai.relayme.policybot.corpus;

import ai.relayme.policybot.language.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All documents in all languages, as they stood together at one moment. Immutable. */
public final class Corpus {
    private final String version;
    private final Map<String, Map<Language, Document>> documents;
    private final Supplier<Divergences> comparison;
    private @Nullable Divergences divergences;

    /** The comparison is made when it is first asked for: nothing needs it before the first answer. */
    Corpus(String version, List<Document> documents, Supplier<Divergences> comparison) {
        this.version = version;
        this.comparison = comparison;
        this.documents = new TreeMap<>();
        for (Document document : documents) {
            this.documents.computeIfAbsent(document.id(), id -> new EnumMap<>(Language.class))
                    .put(document.language(), document);
        }
    }

    /** A short name for exactly these texts: it changes when any byte of a document does. */
    public String version() {
        return version;
    }

    /** Where its language versions disagree; worked out once, by whoever asks first, while others wait. */
    public synchronized Divergences divergences() {
        if (divergences == null) {
            divergences = comparison.get();
        }
        return divergences;
    }

    /** Ids of the documents, sorted. */
    public List<String> documentIds() {
        return List.copyOf(documents.keySet());
    }

    /** Every language version of the document, empty when there is no such document. */
    public List<Document> versions(String documentId) {
        return List.copyOf(documents.getOrDefault(documentId, Map.of()).values());
    }

    /** The document in that language. */
    public Optional<Document> document(String documentId, Language language) {
        return Optional.ofNullable(documents.getOrDefault(documentId, Map.of()).get(language));
    }

    /** The document in that language, else in the language nearest to it: the other Chinese script, English, any. */
    public Optional<Document> documentNearest(String documentId, Language language) {
        return versions(documentId).stream()
                .min(Comparator.comparingInt(found -> distance(found.language(), language)));
    }

    /** The document version a passage of this corpus stands in. */
    public Document documentOf(Passage passage) {
        return document(passage.document(), passage.language())
                .orElseThrow(() -> new IllegalArgumentException("passage " + passage.id() + " is of another corpus"));
    }

    /** The passage of that id in that language. */
    public Optional<Passage> passage(String passageId, Language language) {
        return documentIdOf(passageId).flatMap(id -> document(id, language))
                .flatMap(document -> document.passage(passageId));
    }

    /** The passage of that id in that language, else in the nearest language that has it. */
    public Optional<Passage> passageNearest(String passageId, Language language) {
        return documentIdOf(passageId).stream().flatMap(id -> versions(id).stream())
                .flatMap(document -> document.passage(passageId).stream())
                .min(Comparator.comparingInt(found -> distance(found.language(), language)));
    }

    /**
     * The same clause in the language that prevails over this passage's, where the corpus has a text that may be shown as
     * such:
     * <ul>
     * <li>the official text, where there is one;</li>
     * <li>else, only where it disagrees with this passage, the translation into the language that prevails: whoever reads
     * it learns of its standing from its document's status, and it says something that the passage does not;</li>
     * <li>nothing where the passage is official itself, where it stands in the language that prevails and no other
     * version of that language is official, and where the versions number their clauses differently, so that it is not
     * known which clause is the same.</li>
     * </ul>
     */
    public Optional<Passage> prevailing(Passage passage) {
        Document document = documentOf(passage);
        if (document.status() == Status.OFFICIAL) {
            return Optional.empty();
        }
        List<Document> prevailing = versions(document.id()).stream()
                .filter(version -> version.language() != document.language()
                        && document.prevailsIn(version.language()))
                .toList();
        Optional<Document> official = prevailing.stream().filter(version -> version.status() == Status.OFFICIAL)
                .findFirst();
        Optional<Document> shown = official.isPresent() || document.prevailsIn(document.language())
                ? official
                : prevailing.stream().filter(version -> divergences().between(passage, version.language())).findFirst();
        return shown.filter(version -> divergences().isSameClause(passage, version.language()))
                .flatMap(version -> version.passage(passage.id()));
    }

    /** Every passage of every language. */
    public Stream<Passage> passages() {
        return documents.values().stream().flatMap(versions -> versions.values().stream())
                .flatMap(document -> document.passages().stream());
    }

    /** Every document in every language. */
    public List<Document> documents() {
        List<Document> all = new ArrayList<>();
        documents.values().forEach(versions -> all.addAll(versions.values()));
        return List.copyOf(all);
    }

    private static Optional<String> documentIdOf(String passageId) {
        int colon = passageId.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(passageId.substring(0, colon));
    }

    private static int distance(Language found, Language wanted) {
        if (found == wanted) {
            return 0;
        }
        if (found.isChinese() && wanted.isChinese()) {
            return 1;
        }
        return found == Language.EN ? 2 : 3;
    }
}
