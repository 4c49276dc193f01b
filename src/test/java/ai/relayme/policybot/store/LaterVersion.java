package ai.relayme.policybot.store;

import org.flywaydb.core.Flyway;

/** What a later version of the program does to a database when it starts on it. */
public final class LaterVersion {
    private static final String ROOT = "classpath:ai/relayme/policybot/";

    private LaterVersion() {}

    /** It adds columns to the tables that every request needs, one script a table, and a table of its own. */
    public static void adds(String url) {
        migrate(url, ROOT + "later/added");
    }

    /** It takes a table away, and its script's name says that this breaks earlier versions. */
    static void takesAway(String url) {
        migrate(url, ROOT + "later/taken");
    }

    private static void migrate(String url, String scripts) {
        String dialect = url.startsWith(Store.SQLITE) ? "sqlite" : "postgresql";
        Flyway.configure().dataSource(url, null, null).locations(ROOT + "store", ROOT + "dialect/" + dialect, scripts)
                .load().migrate();
    }
}
