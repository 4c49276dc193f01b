package ai.relayme.policybot.app;

import ai.relayme.policybot.agent.Agents;
import ai.relayme.policybot.agent.CommonPasswords;
import ai.relayme.policybot.http.request.HttpConfig;
import ai.relayme.policybot.logging.LogFormat;
import ai.relayme.policybot.mail.EmailAddress;
import ai.relayme.policybot.mail.MailConfig;
import ai.relayme.policybot.mail.SmtpConfig;
import ai.relayme.policybot.ratelimit.RateLimit;
import ai.relayme.policybot.relay.Price;
import ai.relayme.policybot.relay.RelayConfig;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every setting, checked.
 *
 * @param http          how the server listens and whom it serves
 * @param publicUrl     how visitors reach it, without a slash at its end; empty: by the port
 * @param corpusDir     folder of the corpus
 * @param dataDir       folder of everything the bot writes
 * @param databaseUrl   the database
 * @param vectors       whether passages are ranked by meaning too, or by words alone
 * @param relay         the model behind the relay, if one is set
 * @param relayTokenBudget tokens a day that the relay may be used for; empty for any number
 * @param mail          how mail leaves
 * @param supportEmail  where hand-offs go
 * @param retention     conversations older than this are erased
 * @param agentPassword the first agent's password while no agent has one, if set
 * @param logFormat     how the log is written
 * @param traces        the collector that traces go to, if one is set
 */
record Settings(HttpConfig http, Optional<URI> publicUrl, Path corpusDir, Path dataDir, String databaseUrl,
        boolean vectors, Optional<RelayConfig> relay, Optional<Long> relayTokenBudget, MailConfig mail,
        String supportEmail, Duration retention,
        Optional<String> agentPassword, LogFormat logFormat,
        Optional<URI> traces) {

    private static final int HIGHEST_PORT = 65_535;
    private static final Duration LONGEST_RELAY_TIMEOUT = Duration.ofHours(1);
    /** A hundred years: whoever keeps longer keeps for ever, and dates before the calendar's begin cannot be reckoned. */
    private static final Duration LONGEST_RETENTION = Duration.ofDays(36_500);
    /** Whatever is more would be a header of the key's choosing. */
    private static final Pattern KEY = Pattern.compile("[!-~]+");
    private static final Pattern PRICE = Pattern
            .compile("([^=,\\s]+)=(\\d{1,9}(?:\\.\\d{1,9})?)/(\\d{1,9}(?:\\.\\d{1,9})?)");
    /**
     * SQLite would give each connection a database of its own, in memory or a file that nobody sees; and what follows the file's
     * name is the bot's to say.
     */
    private static final Pattern NO_FILE = Pattern.compile("jdbc:sqlite:(?::.*|file:.*|.*\\?.*)?");
    /** What the platform makes of a byte that is none of the locale's characters. */
    private static final char UNREADABLE = '\uFFFD';
    /** Files of secrets end with it, and no password does. */
    private static final Pattern LINE_END = Pattern.compile("[\\r\\n]+$");
    /** Zeros before a number would make it an octal one, and a number alone the last part of an address. */
    private static final IPAddressStringParameters PLAIN_ADDRESSES = new IPAddressStringParameters.Builder()
            .allowSingleSegment(false).getIPv4AddressParametersBuilder().allow_inet_aton(false).allowLeadingZeros(false)
            .getParentBuilder().toParams();
    private static final String MAIL_FOLDER = "mail";

    /**
     * Checks the settings.
     *
     * @param flags       values given on the command line, which go first
     * @param environment the environment's variables; an empty one counts as not set
     * @throws SettingException for the first that is malformed
     */
    static Settings of(Map<Setting, String> flags, Map<String, String> environment) {
        Reader reader = new Reader(flags, environment);
        boolean vectors = reader.isOn(Setting.VECTORS);
        Path dataDir = reader.path(Setting.DATA_DIR);
        Optional<URI> publicUrl = reader.publicUrl();
        MailConfig mail = new MailConfig(reader.email(Setting.MAIL_FROM), reader.smtp(), dataDir.resolve(MAIL_FOLDER));
        boolean secure = publicUrl.map(url -> "https".equals(url.getScheme())).orElse(false);
        HttpConfig http = new HttpConfig(reader.value(Setting.BIND),
                reader.number(Setting.PORT, 0, HIGHEST_PORT), secure, reader.origins(), reader.networks(),
                reader.rateLimit());
        return new Settings(http, publicUrl, reader.path(Setting.CORPUS_DIR), dataDir, reader.databaseUrl(dataDir),
                vectors, reader.relay(), reader.relayTokenBudget(), mail, reader.email(Setting.SUPPORT_EMAIL),
                reader.duration(Setting.TRANSCRIPT_RETENTION, LONGEST_RETENTION), reader.agentPassword(),
                reader.logFormat(), reader.url(Setting.OTEL_EXPORTER_OTLP_ENDPOINT, Set.of("http", "https")));
    }

    /** The same settings with everything that the bot writes in another folder. */
    Settings withDataIn(Path folder) {
        return new Settings(http, publicUrl, corpusDir, folder, "jdbc:sqlite:" + folder.resolve("policybot.db"),
                vectors, relay, relayTokenBudget,
                new MailConfig(mail.sender(), Optional.empty(), folder.resolve(MAIL_FOLDER)), supportEmail, retention,
                agentPassword, logFormat, Optional.empty());
    }

    /** The same settings with another corpus and without a relay, so that answers depend on the corpus alone. */
    Settings quoting(Path corpus) {
        return new Settings(http, publicUrl, corpus, dataDir, databaseUrl, vectors, Optional.empty(), relayTokenBudget,
                mail, supportEmail, retention, agentPassword, logFormat, Optional.empty());
    }

    /** Reads one setting after another. */
    private static final class Reader {
        private final Map<Setting, String> values = new EnumMap<>(Setting.class);
        /** With the spaces at its ends: whoever logs in writes them, too. */
        private final String agentPassword;

        Reader(Map<Setting, String> flags, Map<String, String> environment) {
            for (Setting setting : Setting.values()) {
                String set = given(setting, flags, environment);
                if (set.indexOf(UNREADABLE) >= 0) {
                    throw new SettingException(setting,
                            "has characters that cannot be read in this locale; set LC_ALL=C.UTF-8");
                }
                values.put(setting, set.isBlank() ? setting.otherwise() : set.strip());
            }
            agentPassword = LINE_END.matcher(given(Setting.AGENT_PASSWORD, flags, environment)).replaceFirst("");
        }

        private static String given(Setting setting, Map<Setting, String> flags, Map<String, String> environment) {
            return flags.getOrDefault(setting, environment.getOrDefault(setting.name(), ""));
        }

        String value(Setting setting) {
            return values.getOrDefault(setting, "");
        }

        private boolean isSet(Setting setting) {
            return !value(setting).isEmpty();
        }

        private List<String> list(Setting setting) {
            return Stream.of(value(setting).split(",", -1)).map(String::strip).filter(part -> !part.isEmpty())
                    .toList();
        }

        int number(Setting setting, int least, int most) {
            try {
                int number = Integer.parseInt(value(setting));
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new SettingException(setting, "must be a whole number from " + least + " to " + most);
        }

        boolean isOn(Setting setting) {
            if (!List.of("on", "off").contains(value(setting))) {
                throw new SettingException(setting, "must be on or off");
            }
            return value(setting).equals("on");
        }

        Path path(Setting setting) {
            try {
                return Path.of(value(setting));
            } catch (InvalidPathException e) {
                throw new SettingException(setting, "must be a path");
            }
        }

        String email(Setting setting) {
            String value = value(setting);
            // what is not set need not be an address of the network's
            return value.equals(setting.otherwise())
                    ? value
                    : EmailAddress.parse(value).orElseThrow(() -> new SettingException(setting,
                            "must be one email address, such as name@example.com, and nothing beside it"));
        }

        Duration duration(Setting setting, Duration longest) {
            try {
                Duration duration = Duration.parse(value(setting));
                if (duration.isPositive() && duration.compareTo(longest) <= 0) {
                    return duration;
                }
            } catch (DateTimeException e) {
                // said below
            }
            throw new SettingException(setting,
                    "must be a duration above zero, such as PT20S or P90D, of at most " + longest.toHours() + " hours");
        }

        private Optional<URI> url(Setting setting, Set<String> schemes) {
            if (!isSet(setting)) {
                return Optional.empty();
            }
            try {
                URI url = new URI(withSmallScheme(value(setting)));
                if (url.getHost() != null && url.getScheme() != null && schemes.contains(url.getScheme())) {
                    if (url.getPort() == 0 || url.getPort() > HIGHEST_PORT) {
                        throw new SettingException(setting, "must have a port from 1 to " + HIGHEST_PORT);
                    }
                    return Optional.of(url);
                }
            } catch (URISyntaxException e) {
                // said below, without the value: it may carry a password
            }
            String beginnings = String.join(" or ", schemes.stream().sorted().map(scheme -> scheme + "://").toList());
            throw new SettingException(setting,
                    "must be an address that begins with " + beginnings + " and names a host"
                            + (setting == Setting.SMTP_URL
                                    ? "; signs in a user or password are percent-encoded, @ as %40"
                                    : ""));
        }

        private static String withSmallScheme(String url) {
            int colon = url.indexOf(':');
            return colon < 0 ? url : url.substring(0, colon).toLowerCase(Locale.ROOT) + url.substring(colon);
        }

        Optional<URI> publicUrl() {
            return plainUrl(Setting.PUBLIC_URL).map(found -> URI.create(found.toString().replaceAll("/+$", "")));
        }

        /** An address that paths are put to. */
        private Optional<URI> plainUrl(Setting setting) {
            Optional<URI> url = url(setting, Set.of("http", "https"));
            if (url.isPresent() && (url.get().getRawQuery() != null || url.get().getRawFragment() != null
                    || url.get().getRawUserInfo() != null)) {
                throw new SettingException(setting, "must have no query, fragment or user");
            }
            return url;
        }

        Optional<SmtpConfig> smtp() {
            try {
                return url(Setting.SMTP_URL, Set.of("smtp", "smtps")).map(SmtpConfig::of);
            } catch (IllegalArgumentException e) {
                throw new SettingException(Setting.SMTP_URL, String.valueOf(e.getMessage()));
            }
        }

        String databaseUrl(Path dataDir) {
            if (!isSet(Setting.DATABASE_URL)) {
                if (dataDir.toString().contains("?")) {
                    throw new SettingException(Setting.DATA_DIR, "must have no ? in it, or DATABASE_URL must be set");
                }
                return "jdbc:sqlite:" + dataDir.resolve("policybot.db");
            }
            String url = value(Setting.DATABASE_URL);
            if (!url.startsWith("jdbc:sqlite:") && !url.startsWith("jdbc:postgresql:")) {
                throw new SettingException(Setting.DATABASE_URL,
                        "must begin with jdbc:sqlite: or jdbc:postgresql:");
            }
            if (NO_FILE.matcher(url).matches()) {
                throw new SettingException(Setting.DATABASE_URL,
                        "must name a file after jdbc:sqlite:, and nothing but that");
            }
            return url;
        }

        Optional<RelayConfig> relay() {
            Optional<URI> url = plainUrl(Setting.RELAY_BASE_URL);
            Duration timeout = duration(Setting.RELAY_TIMEOUT, LONGEST_RELAY_TIMEOUT);
            int concurrency = number(Setting.RELAY_CONCURRENCY, 1, 10_000);
            Map<String, Price> prices = prices();
            if (url.isEmpty() || !isSet(Setting.RELAY_API_KEY)) {
                return Optional.empty();
            }
            if (!KEY.matcher(value(Setting.RELAY_API_KEY)).matches()) {
                throw new SettingException(Setting.RELAY_API_KEY, "must be printable ASCII without spaces");
            }
            if (!isSet(Setting.RELAY_MODEL)) {
                throw new SettingException(Setting.RELAY_MODEL, "must name a model where a relay is set");
            }
            try {
                return Optional.of(new RelayConfig(url.get(), value(Setting.RELAY_API_KEY),
                        value(Setting.RELAY_MODEL), list(Setting.RELAY_FALLBACK_MODELS), timeout, concurrency,
                        prices));
            } catch (IllegalArgumentException e) {
                throw new SettingException(Setting.RELAY_BASE_URL, "cannot be used: " + e.getMessage());
            }
        }

        private Map<String, Price> prices() {
            Map<String, Price> prices = new HashMap<>();
            for (String entry : list(Setting.RELAY_PRICES)) {
                Matcher price = PRICE.matcher(entry);
                if (!price.matches()) {
                    throw new SettingException(Setting.RELAY_PRICES,
                            "must be model=input/output for a million tokens each, such as model-a=0.25/2,"
                                    + " separated by commas");
                }
                prices.put(price.group(1), new Price(new BigDecimal(price.group(2)), new BigDecimal(price.group(3))));
            }
            return prices;
        }

        Optional<Long> relayTokenBudget() {
            if (value(Setting.RELAY_TOKEN_BUDGET).equals("off")) {
                return Optional.empty();
            }
            if (!value(Setting.RELAY_TOKEN_BUDGET).matches("\\d{1,15}")) {
                throw new SettingException(Setting.RELAY_TOKEN_BUDGET, "must be a whole number of tokens, or off");
            }
            return Optional.of(Long.valueOf(value(Setting.RELAY_TOKEN_BUDGET)));
        }

        Optional<String> agentPassword() {
            String password = agentPassword;
            if (password.isBlank()) {
                return Optional.empty();
            }
            if (password.length() < Agents.SHORTEST_SET_PASSWORD || password.length() > Agents.LONGEST_PASSWORD) {
                throw new SettingException(Setting.AGENT_PASSWORD, "must have " + Agents.SHORTEST_SET_PASSWORD + " to "
                        + Agents.LONGEST_PASSWORD + " characters");
            }
            if (CommonPasswords.isCommon(password, Agents.FIRST)) {
                throw new SettingException(Setting.AGENT_PASSWORD, "is one of those that are guessed first");
            }
            return Optional.of(password);
        }

        LogFormat logFormat() {
            return switch (value(Setting.LOG_FORMAT)) {
                case "text" -> LogFormat.TEXT;
                case "json" -> LogFormat.JSON;
                default -> throw new SettingException(Setting.LOG_FORMAT, "must be text or json");
            };
        }

        Set<String> origins() {
            return HttpConfig.origins(list(Setting.ALLOWED_ORIGINS))
                    .orElseThrow(() -> new SettingException(Setting.ALLOWED_ORIGINS,
                            "must be origins such as https://www.example.com, separated by commas"));
        }

        List<IPAddress> networks() {
            return list(Setting.TRUSTED_PROXIES).stream().map(text -> {
                IPAddress network = new IPAddressString(text, PLAIN_ADDRESSES).getAddress();
                if (network == null) {
                    throw new SettingException(Setting.TRUSTED_PROXIES,
                            "must be networks such as 10.0.0.0/8, separated by commas");
                }
                return network.toPrefixBlock();
            }).toList();
        }

        Optional<RateLimit> rateLimit() {
            String value = value(Setting.RATE_LIMIT);
            if (value.equals("off")) {
                return Optional.empty();
            }
            Optional<RateLimit> limit = RateLimit.parse(value);
            if (limit.isPresent()) {
                return limit;
            }
            throw new SettingException(Setting.RATE_LIMIT,
                    "must be off, or questions/period such as 30/PT1M, of a second to a day");
        }
    }
}
