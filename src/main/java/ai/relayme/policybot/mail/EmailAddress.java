package ai.relayme.policybot.mail;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads email addresses that visitors type. Only one plain address passes: no list, name, comment or routing. */
public final class EmailAddress {
    /** RFC 5321 4.5.3.1: 64 octets before the at sign, 254 in all (erratum 1690 of RFC 3696). */
    private static final int LONGEST = 254;
    private static final Pattern LOCAL = Pattern
            .compile("[A-Za-z0-9#$&'*+/=?^_{}~-]+(\\.[A-Za-z0-9#$&'*+/=?^_{}~-]+)*");
    private static final Pattern DOMAIN = Pattern.compile(
            "([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+(?!\\d+$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])");
    private static final int LONGEST_LOCAL = 64;

    private EmailAddress() {}

    /** The address in that text as mail servers take it, or nothing if it is not exactly one. */
    public static Optional<String> parse(String text) {
        String stripped = text.strip();
        int at = stripped.lastIndexOf('@');
        if (at < 1 || at > LONGEST_LOCAL || !LOCAL.matcher(stripped.substring(0, at)).matches()) {
            return Optional.empty();
        }
        String domain;
        try {
            domain = IDN.toASCII(stripped.substring(at + 1), IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String address = stripped.substring(0, at) + "@" + domain;
        return DOMAIN.matcher(domain).matches() && address.length() <= LONGEST
                ? Optional.of(address)
                : Optional.empty();
    }

    /**
     * The mailbox that an address most likely reaches: many providers ignore case, dots and what follows a plus sign, so
     * that one person can be written to under any number of addresses.
     */
    public static String mailbox(String address) {
        int at = address.lastIndexOf('@');
        String local = address.substring(0, at);
        int plus = local.indexOf('+');
        return ((plus > 0 ? local.substring(0, plus) : local).replace(".", "") + address.substring(at))
                .toLowerCase(Locale.ROOT);
    }
}
