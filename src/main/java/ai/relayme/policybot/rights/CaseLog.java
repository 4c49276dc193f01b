package ai.relayme.policybot.rights;

import ai.relayme.policybot.hashing.Sha256;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The log of each case: entries are only added, and each holds a hash over itself and the one before, so that a changed,
 * missing or exchanged entry is found. A hash is the SHA-256, in hexadecimal, of the lines {@code hash before},
 * {@code reference}, {@code number}, {@code time in milliseconds}, {@code event} and {@code detail}, each ended by a line
 * feed; the first entry's hash before is empty. The head stands in the case's row.
 */
final class CaseLog {
    private CaseLog() {}

    /**
     * An entry.
     *
     * @param number its place, from 1
     * @param at     when
     * @param event  what happened, a word
     * @param detail more about it, in one line
     * @param hash   over all this and the entry before
     */
    record Entry(int number, Instant at, String event, String detail, String hash) {}

    /** Adds an entry. */
    static void add(Handle handle, String reference, Instant at, String event, String detail) {
        record Head(int length, String hash) {}
        // holds the case's row, so that entries come one after another
        handle.createUpdate("update case_file set log_length = log_length + 1 where reference = :reference")
                .bind("reference", reference).execute();
        Head head = handle.createQuery("select log_length, log_hash from case_file where reference = :reference")
                .bind("reference", reference)
                .map((row, context) -> new Head(row.getInt("log_length"), row.getString("log_hash"))).one();
        int number = head.length();
        String line = detail.replaceAll("\\s+", " ").strip();
        String hash = hash(head.hash(), reference, number, at, event, line);
        handle.createUpdate("""
                insert into case_log (reference, number, at, event, detail, hash)
                values (:reference, :number, :at, :event, :detail, :hash)""").bind("reference", reference)
                .bind("number", number).bind("at", at.toEpochMilli()).bind("event", event).bind("detail", line)
                .bind("hash", hash).execute();
        handle.createUpdate("update case_file set log_hash = :hash where reference = :reference")
                .bind("hash", hash).bind("reference", reference).execute();
    }

    static List<Entry> entries(Handle handle, String reference) {
        return handle.createQuery("""
                select number, at, event, detail, hash from case_log where reference = :reference
                order by number""").bind("reference", reference)
                .map((row, context) -> new Entry(row.getInt("number"), Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("event"), row.getString("detail"), row.getString("hash")))
                .list();
    }

    /** Whether that log is whole: every entry there, unchanged and in its place. */
    static boolean isWhole(Handle handle, String reference) {
        String before = "";
        int number = 0;
        for (Entry entry : entries(handle, reference)) {
            number++;
            String hash = hash(before, reference, number, entry.at(), entry.event(), entry.detail());
            if (entry.number() != number || !hash.equals(entry.hash())) {
                return false;
            }
            before = hash;
        }
        return handle.createQuery("""
                select count(*) from case_file
                where reference = :reference and log_length = :number and log_hash = :hash""")
                .bind("reference", reference).bind("number", number).bind("hash", before).mapTo(Integer.class)
                .one() == 1;
    }

    private static String hash(String before, String reference, int number, Instant at, String event, String detail) {
        return Sha256.hex(String.join("\n", before, reference, Integer.toString(number),
                Long.toString(at.toEpochMilli()), event, detail) + "\n");
    }
}
