package ai.relayme.policybot.agent;

import ai.relayme.policybot.hashing.Tokens;
import ai.relayme.policybot.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/**
 * Agents' sessions, which every node knows. Methods throw {@link ai.relayme.policybot.store.StoreException} if the database
 * fails. Safe for concurrent use.
 */
public final class Sessions {
    /** A session that is not used for that long has ended. */
    public static final Duration IDLE = Duration.ofMinutes(30);
    /** And so has one that is that old, however much it is used. */
    public static final Duration LONGEST = Duration.ofHours(8);
    /** Reading is cheaper than writing: its last use is noted to this precision. */
    private static final Duration NOTE_EVERY = Duration.ofMinutes(1);

    private final Store store;
    private final AuditLog audit;
    private final RandomGenerator random;
    private final InstantSource clock;

    public Sessions(Store store, AuditLog audit, RandomGenerator random, InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /** Begins a session; returns its token, which is kept nowhere. */
    public String begin(Agent agent) {
        String token = Tokens.fresh(random);
        Instant now = clock.instant();
        store.write(handle -> {
            erase(handle, now);
            handle.createUpdate("insert into agent_session (hash, agent, created_at, used_at)"
                    + " values (:hash, :agent, :now, :now)").bind("hash", Tokens.hash(token))
                    .bind("agent", agent.name()).bind("now", now.toEpochMilli()).execute();
            audit.add(handle, agent.name(), "session_begun", agent.name(), "");
        });
        return token;
    }

    /** Forgets the sessions that have ended. */
    public static void erase(Handle handle, Instant now) {
        handle.createUpdate("delete from agent_session where used_at < :idle or created_at < :oldest")
                .bind("idle", now.minus(IDLE).toEpochMilli()).bind("oldest", now.minus(LONGEST).toEpochMilli())
                .execute();
    }

    private record Found(Agent agent, Instant usedAt) {}

    /** Who has that session, if it goes on; they have then used it. */
    public Optional<Agent> agent(String token) {
        Instant now = clock.instant();
        String hash = Tokens.hash(token);
        Optional<Found> found = store.read(handle -> handle.createQuery("""
                select a.name, a.role, s.used_at from agent_session s join agent a on a.name = s.agent
                where s.hash = :hash and s.used_at >= :idle and s.created_at >= :oldest and a.disabled_at is null""")
                .bind("hash", hash).bind("idle", now.minus(IDLE).toEpochMilli())
                .bind("oldest", now.minus(LONGEST).toEpochMilli())
                .map((row, context) -> new Found(
                        new Agent(row.getString("name"), Role.ofLabel(row.getString("role")).orElseThrow()),
                        Instant.ofEpochMilli(row.getLong("used_at"))))
                .findOne());
        if (found.isPresent() && found.get().usedAt().isBefore(now.minus(NOTE_EVERY))) {
            store.write(handle -> handle.createUpdate("update agent_session set used_at = :now where hash = :hash")
                    .bind("now", now.toEpochMilli()).bind("hash", hash).execute());
        }
        return found.map(Found::agent);
    }

    /** Ends a session. */
    public void end(String token, Agent agent) {
        store.write(handle -> {
            handle.createUpdate("delete from agent_session where hash = :hash").bind("hash", Tokens.hash(token))
                    .execute();
            audit.add(handle, agent.name(), "session_ended", agent.name(), "");
        });
    }
}
