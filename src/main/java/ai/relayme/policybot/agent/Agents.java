package ai.relayme.policybot.agent;

import ai.relayme.policybot.hashing.Tokens;
import ai.relayme.policybot.store.Rows;
import ai.relayme.policybot.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The agents' accounts. There is none that anybody could use before a password was chosen for it. Methods throw
 * {@link ai.relayme.policybot.store.StoreException} if the database fails. Safe for concurrent use.
 */
public final class Agents {
    /** Shortest password that an agent may choose, in characters. */
    public static final int SHORTEST_PASSWORD = 12;
    /** Shortest password that an operator may set for the first agent, in characters. */
    public static final int SHORTEST_SET_PASSWORD = 8;
    /** Longest password, in characters. */
    public static final int LONGEST_PASSWORD = 200;
    /** Longest name, in characters. */
    public static final int LONGEST_NAME = 100;
    /** The first agent's name, where a setting or a link makes it. */
    public static final String FIRST = "admin";
    /** A link lies about in logs and mail: a new one is a command away. */
    private static final Duration LINK_VALID_FOR = Duration.ofHours(24);

    private final Store store;
    private final Passwords passwords;
    private final AuditLog audit;
    private final RandomGenerator random;
    private final InstantSource clock;
    private @Nullable String nobodys;

    public Agents(Store store, AuditLog audit, RandomGenerator random, InstantSource clock) {
        this.store = store;
        this.passwords = new Passwords(random);
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /**
     * An agent as lists show it.
     *
     * @param active     whether a password was chosen and the account is not disabled
     * @param disabledAt since when nobody can log in by it, if so
     */
    public record Account(String name, Role role, boolean active, Instant createdAt, @Nullable Instant disabledAt) {}

    /**
     * Makes the first account, an administrator's, unless somebody has one that can be used.
     *
     * @param password its password, where the operator set one
     * @return the token of a link by which its password is to be chosen; nothing where there is no need for one
     */
    public Optional<String> setUp(Optional<String> password) {
        String kept = password.isPresent() && isUnused() ? passwords.hash(password.get()) : null;
        return store.writing(handle -> {
            if (isUsed(handle)) {
                return Optional.empty();
            }
            insert(handle, FIRST, Role.ADMIN);
            if (kept == null) {
                return password.isPresent() ? Optional.empty() : Optional.of(link(handle, FIRST));
            }
            setPassword(handle, FIRST, kept);
            audit.add(handle, FIRST, "agent_set_up", FIRST, "by AGENT_PASSWORD");
            return Optional.empty();
        });
    }

    private boolean isUnused() {
        return store.read(handle -> !isUsed(handle));
    }

    private static boolean isUsed(Handle handle) {
        return handle.createQuery("select count(*) from agent where password is not null").mapTo(Integer.class)
                .one() > 0;
    }

    private void insert(Handle handle, String name, Role role) {
        handle.createUpdate("insert into agent (name, role, created_at) values (:name, :role, :now)"
                + " on conflict do nothing").bind("name", name).bind("role", role.label()).bind("now", clock.millis())
                .execute();
    }

    /**
     * Makes an account.
     *
     * @param name one that {@link AgentNames#isName} takes
     * @param by   who makes it
     * @return the token of a link by which its password is to be chosen; nothing where there is one whose name looks the same
     */
    public Optional<String> add(String name, Role role, String by) {
        return store.writing(handle -> {
            // holds every administrator's row, so that of two names added at once one sees the other
            handle.createUpdate("update agent set role = role where role = 'admin'").execute();
            if (AgentNames.looksLikeOneOf(name,
                    handle.createQuery("select name from agent").mapTo(String.class).list())) {
                return Optional.empty();
            }
            insert(handle, name, role);
            audit.add(handle, by, "agent_added", name, role.label());
            return Optional.of(link(handle, name));
        });
    }

    /**
     * A new link for somebody who lost their password; the old one holds until the link is used.
     *
     * @param by who makes it
     * @return its token; nothing where there is no such account
     */
    public Optional<String> link(String name, String by) {
        return store.writing(handle -> find(handle, name).map(found -> {
            audit.add(handle, by, "agent_link_made", name, "");
            return link(handle, name);
        }));
    }

    /** Forgets the links that have expired. */
    public static void eraseLinks(Handle handle, Instant now) {
        handle.createUpdate("delete from setup_link where expires_at < :now").bind("now", now.toEpochMilli())
                .execute();
    }

    private String link(Handle handle, String name) {
        String token = Tokens.fresh(random);
        eraseLinks(handle, clock.instant());
        handle.createUpdate("insert into setup_link (hash, agent, expires_at) values (:hash, :name, :expires)")
                .bind("hash", Tokens.hash(token)).bind("name", name)
                .bind("expires", clock.instant().plus(LINK_VALID_FOR).toEpochMilli()).execute();
        return token;
    }

    /** Whether that password is one that is guessed first, for the agent whose link that is. */
    public boolean isCommon(String token, String password) {
        return CommonPasswords.isCommon(password,
                store.read(handle -> linked(handle, Tokens.hash(token))).orElse(""));
    }

    /**
     * Uses a link: sets the password of its agent, and ends all that agent's links and sessions.
     *
     * @return the agent; nothing where the link is none, was used, or has expired
     */
    public Optional<Agent> choosePassword(String token, String password) {
        String hash = Tokens.hash(token);
        if (store.read(handle -> linked(handle, hash)).isEmpty()) {
            return Optional.empty();
        }
        String kept = passwords.hash(password);
        return store.writing(handle -> linked(handle, hash)
                .filter(name -> handle.createUpdate("delete from setup_link where agent = :name").bind("name", name)
                        .execute() > 0)
                .flatMap(name -> {
                    setPassword(handle, name, kept);
                    audit.add(handle, name, "agent_set_up", name, "by a link");
                    return find(handle, name);
                }));
    }

    private Optional<String> linked(Handle handle, String hash) {
        return handle.createQuery("""
                select l.agent from setup_link l join agent a on a.name = l.agent
                where l.hash = :hash and l.expires_at >= :now and a.disabled_at is null""").bind("hash", hash)
                .bind("now", clock.millis()).mapTo(String.class).findOne();
    }

    private static void setPassword(Handle handle, String name, String kept) {
        handle.createUpdate("update agent set password = :password where name = :name").bind("password", kept)
                .bind("name", name).execute();
        endSessions(handle, name);
    }

    private static void endSessions(Handle handle, String name) {
        handle.createUpdate("delete from agent_session where agent = :name").bind("name", name).execute();
    }

    /** The agent who has that name and password. It takes as long where there is no such name. */
    public Optional<Agent> verify(String name, String password) {
        Optional<String> kept = store.read(handle -> handle.createQuery("""
                select password from agent
                where name = :name and password is not null and disabled_at is null""").bind("name", name)
                .mapTo(String.class).findOne());
        boolean right = passwords.isPassword(password, kept.orElseGet(this::nobodys));
        return kept.isPresent() && right ? store.read(handle -> find(handle, name)) : Optional.empty();
    }

    private synchronized String nobodys() {
        if (nobodys == null) {
            nobodys = passwords.hash(Tokens.fresh(random));
        }
        return nobodys;
    }

    private static Optional<Agent> find(Handle handle, String name) {
        return handle.createQuery("select role from agent where name = :name").bind("name", name)
                .map((row, context) -> new Agent(name, Role.ofLabel(row.getString("role")).orElseThrow())).findOne();
    }

    /** Every account, by name. */
    public List<Account> accounts() {
        return store.read(handle -> handle
                .createQuery("select name, role, password, created_at, disabled_at from agent order by name")
                .map((row, context) -> {
                    boolean chosen = row.getString("password") != null;
                    Instant disabledAt = Rows.moment(row, "disabled_at");
                    return new Account(row.getString("name"), Role.ofLabel(row.getString("role")).orElseThrow(),
                            chosen && disabledAt == null, Instant.ofEpochMilli(row.getLong("created_at")), disabledAt);
                }).list());
    }

    /** What became of a change of an account. */
    public enum Changed {
        /** It was made. */
        DONE,
        /** There is no such account. */
        UNKNOWN,
        /** Nobody would be left who can manage accounts. */
        LAST_ADMIN
    }

    /**
     * Changes an account; its sessions end.
     *
     * @param by who changes it
     */
    public Changed change(String name, Role role, boolean disabled, String by) {
        return store.writing(handle -> {
            if (find(handle, name).isEmpty()) {
                return Changed.UNKNOWN;
            }
            // holds every administrator's row, so that two changes at once do not leave none
            handle.createUpdate("update agent set role = role where role = 'admin'").execute();
            handle.createUpdate("update agent set role = :role, disabled_at = :at where name = :name")
                    .bind("role", role.label()).bind("at", disabled ? clock.millis() : null).bind("name", name)
                    .execute();
            if (handle.createQuery("""
                    select count(*) from agent
                    where role = 'admin' and password is not null and disabled_at is null""").mapTo(Integer.class)
                    .one() == 0) {
                handle.rollback();
                return Changed.LAST_ADMIN;
            }
            endSessions(handle, name);
            audit.add(handle, by, "agent_changed", name, role.label() + (disabled ? ", disabled" : ""));
            return Changed.DONE;
        });
    }
}
