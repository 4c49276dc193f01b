package ai.relayme.policybot.rights;

import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.language.BlockFile;
import ai.relayme.policybot.language.Language;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The laws on file, which stand in {@code regimes.txt} with their sources, and the dates that follow from them. */
public final class Regimes {
    /** Where no law was named: the shortest clock of all counts. */
    static final String UNSPECIFIED = "unspecified";

    private final Map<String, Regime> byId = new LinkedHashMap<>();
    private final Map<String, Regime> byName = new LinkedHashMap<>();

    public Regimes() {
        for (BlockFile.Block block : BlockFile.read(Regimes.class, "regimes.txt")) {
            Regime regime = regime(block);
            byId.put(regime.id(), regime);
            byName.put(regime.id(), regime);
            block.values("alias").forEach(alias -> byName.put(alias, regime));
        }
    }

    private static Regime regime(BlockFile.Block block) {
        Map<Right, Period> periods = new EnumMap<>(Right.class);
        Map<Right, Period> extensions = new EnumMap<>(Right.class);
        for (Right right : Right.values()) {
            period(block, "period", right).ifPresent(period -> periods.put(right, period));
            period(block, "extension", right).filter(period -> !period.isZero())
                    .ifPresent(period -> extensions.put(right, period));
        }
        return new Regime(block.name(), texts(block, "law"), ZoneId.of(block.values("zone").getFirst()), periods,
                extensions, texts(block, "complaint"));
    }

    private static Optional<Period> period(BlockFile.Block block, String key, Right right) {
        List<String> own = block.values(key + "." + right.label());
        return (own.isEmpty() ? block.values(key) : own).stream().findFirst().map(Period::parse);
    }

    private static Map<Language, String> texts(BlockFile.Block block, String key) {
        Map<Language, String> texts = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            texts.put(language, String.join("; ", block.values(key + "." + language.tag())));
        }
        return texts;
    }

    /** The words that stand for the laws, in the file's order. */
    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    /** The laws, and last the one that stands for none, in the file's order. */
    public List<Regime> all() {
        return List.copyOf(byId.values());
    }

    /** The law of that word, or of another name for it. */
    public Optional<Regime> find(String name) {
        return Optional.ofNullable(byName.get(name.strip().toLowerCase(Locale.ROOT)));
    }

    /** The law that counts where none was named. */
    public Regime unspecified() {
        return get(UNSPECIFIED);
    }

    /** @throws IllegalStateException if no law has that id */
    Regime get(String id) {
        Regime regime = byId.get(id);
        if (regime == null) {
            throw new IllegalStateException("regimes.txt has no " + id);
        }
        return regime;
    }

    /**
     * The last second of the last day on which a request for that right may be answered. Where no law was named, it lies in
     * the earliest last day of all laws, counted to its end where that day is told, and before each law's own end.
     */
    Instant due(Regime regime, Right right, Instant received) {
        Period period = regime.periods().get(right);
        if (period != null) {
            return endOf(lastDay(regime, received, period), regime.zone());
        }
        LocalDate earliest = LocalDate.MAX;
        Instant end = Instant.MAX;
        for (Regime other : byId.values()) {
            Period own = other.periods().get(right);
            if (own != null) {
                LocalDate last = lastDay(other, received, own);
                earliest = last.isBefore(earliest) ? last : earliest;
                Instant ownEnd = endOf(last, other.zone());
                end = ownEnd.isBefore(end) ? ownEnd : end;
            }
        }
        Instant told = endOf(earliest, regime.zone());
        return told.isBefore(end) ? told : end;
    }

    /** The same after the law's extension; nothing where the law allows none. */
    Optional<Instant> extended(Regime regime, Right right, Instant received) {
        Period period = regime.periods().get(right);
        Period extension = regime.extensions().get(right);
        return period == null || extension == null
                ? Optional.empty()
                : Optional.of(endOf(lastDay(regime, received, period.plus(extension)), regime.zone()));
    }

    private static LocalDate lastDay(Regime regime, Instant received, Period period) {
        return received.atZone(regime.zone()).toLocalDate().plus(period);
    }

    private static Instant endOf(LocalDate day, ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant().minusSeconds(1);
    }
}
