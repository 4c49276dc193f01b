package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.corpus.Passage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;

/** The passages of one corpus version as Lucene has them, and what each speaks of. Immutable. */
final class IndexedPassages {
    /** Passages are a sentence or two: their length tells little, and how often a word stands in them less. */
    static final BM25Similarity SIMILARITY = new BM25Similarity(0.6f, 0.3f);
    /** A few thousand bytes each: what the questions of a while ask about. */
    private static final int MOST_REMEMBERED = 5_000;

    private final List<Passage> passages;
    private final IndexSearcher searcher;
    private final Function<Passage, PassageContent> contents;
    private final Set<String> terms;
    private final Set<String> words;
    /** The place in the corpus of each of Lucene's documents, which merging may put into another order. */
    private final int[] places;

    private IndexedPassages(List<Passage> passages, IndexReader reader,
            Function<IndexedPassages, Function<Passage, PassageContent>> contents) throws IOException {
        this.passages = passages;
        this.searcher = new IndexSearcher(reader);
        this.searcher.setSimilarity(SIMILARITY);
        this.terms = new HashSet<>();
        for (String field : List.of(PassageDocuments.WORDS, PassageDocuments.CONTEXT, PassageDocuments.CONCEPTS)) {
            terms.addAll(terms(reader, field));
        }
        this.words = terms(reader, PassageDocuments.SPELLED);
        this.places = places(reader);
        this.contents = contents.apply(this);
    }

    /** Indexes them in heap memory. */
    static IndexedPassages inMemory(List<Passage> passages, PassageDocuments documents, boolean byMeaning,
            IndexWriterConfig config) {
        Map<Passage, PassageContent> contents = new HashMap<>();
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(directory, config.setSimilarity(SIMILARITY))) {
            for (int place = 0; place < passages.size(); place++) {
                Passage passage = passages.get(place);
                PassageContent content = documents.content(passage);
                contents.put(passage, content);
                writer.addDocument(byMeaning
                        ? documents.foundByMeaning(place, passage, content)
                        : documents.found(place, passage, content));
            }
            writer.forceMerge(1);
            writer.commit();
            return new IndexedPassages(passages, DirectoryReader.open(directory),
                    _ -> passage -> contents.getOrDefault(passage, PassageContent.NOTHING));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds them all to an index that lies elsewhere, with what each speaks of, on every core. */
    static void write(List<Passage> passages, PassageDocuments documents, IndexWriter writer) {
        IntStream.range(0, passages.size()).parallel().forEach(place -> {
            try {
                Passage passage = passages.get(place);
                writer.addDocument(documents.stored(place, passage, documents.content(passage)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Those that were written so. */
    static IndexedPassages written(List<Passage> passages, IndexReader reader) throws IOException {
        Map<Passage, Integer> numbers = new HashMap<>();
        Map<Passage, PassageContent> remembered = Collections.synchronizedMap(new Remembered());
        return new IndexedPassages(passages, reader, indexed -> {
            for (int number = 0; number < indexed.places.length; number++) {
                numbers.put(passages.get(indexed.places[number]), number);
            }
            return passage -> remembered.computeIfAbsent(passage, wanted -> {
                Integer number = numbers.get(wanted);
                return number == null ? PassageContent.NOTHING : read(reader, number);
            });
        });
    }

    /** Those asked for last. */
    private static final class Remembered extends LinkedHashMap<Passage, PassageContent> {
        private static final long serialVersionUID = 1L;

        Remembered() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Passage, PassageContent> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }

    private static PassageContent read(IndexReader reader, int number) {
        try {
            LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(number, reader.leaves()));
            BinaryDocValues values = DocValues.getBinary(leaf.reader(), PassageDocuments.CONTENT);
            if (!values.advanceExact(number - leaf.docBase)) {
                throw new IOException("a passage has no content");
            }
            BytesRef bytes = values.binaryValue();
            return PassageContent.of(Arrays.copyOfRange(bytes.bytes, bytes.offset, bytes.offset + bytes.length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> terms(IndexReader reader, String field) throws IOException {
        Set<String> found = new HashSet<>();
        Terms terms = MultiTerms.getTerms(reader, field);
        if (terms != null) {
            TermsEnum each = terms.iterator();
            for (BytesRef term = each.next(); term != null; term = each.next()) {
                found.add(term.utf8ToString());
            }
        }
        return found;
    }

    private static int[] places(IndexReader reader) throws IOException {
        int[] places = new int[reader.maxDoc()];
        for (LeafReaderContext leaf : reader.leaves()) {
            NumericDocValues values = DocValues.getNumeric(leaf.reader(), PassageDocuments.PLACE);
            for (int number = values.nextDoc(); number != DocIdSetIterator.NO_MORE_DOCS; number = values.nextDoc()) {
                places[leaf.docBase + number] = (int) values.longValue();
            }
        }
        return places;
    }

    /** Searches them. */
    IndexSearcher searcher() {
        return searcher;
    }

    /** How many there are. */
    int size() {
        return passages.size();
    }

    /** The place in the corpus of one of Lucene's documents. */
    int place(int number) {
        return places[number];
    }

    /** The passage of one of Lucene's documents. */
    Passage passage(int number) {
        return passages.get(places[number]);
    }

    /** What the passage speaks of. */
    PassageContent content(Passage passage) {
        return contents.apply(passage);
    }

    /** Whether some passage has that term, or speaks of the concept of that id. */
    boolean has(String term) {
        return terms.contains(term);
    }

    /** The words of passages and headings, as they are spelled. */
    Set<String> words() {
        return words;
    }
}
