package ai.relayme.policybot.redaction;

import java.util.List;
import java.util.Random;

/** Makes identifiers that are valid and of nobody, in all the ways in which people write them. */
public final class Planted {
    private static final List<String> NAMES = List.of("amy.lee", "chan_tai.man", "j.o'neil", "wei+shop", "x");
    private static final List<String> HOSTS = List.of("example.com", "mail.example.org", "sub.example.com.hk",
            "example.co.uk");
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Random random;

    /** The same seed makes the same. */
    public Planted(long seed) {
        random = new Random(seed);
    }

    /** The next identifier, sometimes in full-width characters, in whole or in part. */
    public String next() {
        String plain = switch (random.nextInt(9)) {
            case 0 -> pick(NAMES) + random.nextInt(1000) + "@" + pick(HOSTS);
            case 1 -> pick(List.of("+852 ", "", "852-", "(852) ")) + "9" + digits(3) + pick(List.of(" ", "-", ""))
                    + digits(4);
            case 2 -> "138" + digits(8);
            case 3 -> "09" + digits(2) + "-" + digits(3) + "-" + digits(3);
            case 4 -> card();
            case 5 -> hkid();
            case 6 -> "203.0.113." + random.nextInt(255);
            case 7 -> "2001:db8:" + hex(4) + "::" + hex(4);
            default -> "sk-" + token(32);
        };
        boolean isKey = plain.startsWith("sk-") || plain.contains("@");
        return random.nextInt(4) == 0 && !isKey ? widened(plain) : plain;
    }

    private String card() {
        String body = "4" + digits(14);
        for (char check = '0'; check <= '9'; check++) {
            if (Checksums.isLuhn(body + check)) {
                String number = body + check;
                return random.nextBoolean() ? number : number.replaceAll("(.{4})(?!$)", "$1 ");
            }
        }
        throw new IllegalStateException(body);
    }

    private String hkid() {
        String letter = String.valueOf((char) ('A' + random.nextInt(26)));
        String body = digits(6);
        for (char check : "0123456789A".toCharArray()) {
            if (Checksums.isHkid(letter, body, check)) {
                return letter + body + (random.nextBoolean() ? "(" + check + ")" : String.valueOf(check));
            }
        }
        throw new IllegalStateException(body);
    }

    private String widened(String plain) {
        StringBuilder wide = new StringBuilder();
        boolean all = random.nextBoolean();
        plain.chars().forEach(
                c -> wide.append((char) (c > ' ' && c < 127 && (all || random.nextBoolean()) ? c + 0xFEE0 : c)));
        return wide.toString();
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private String hex(int count) {
        return String.format("%0" + count + "x", 0x1000 + random.nextInt(0xEFFF));
    }

    private String token(int count) {
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < count; i++) {
            token.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return token.toString();
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
