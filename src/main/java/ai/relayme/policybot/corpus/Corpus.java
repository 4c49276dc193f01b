package ai.relayme.policybot.corpus;

import ai.relayme.policybot.language.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All documents in all languages, as they stood together at one moment. Immutable. */
public final class Corpus {
    private final String version;
    private final Map<String, Map<Language, Document>> documents;

    Corpus(String version, List<Document> documents) {
        this.version = version;
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
