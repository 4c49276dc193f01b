package ai.relayme.policybot.redaction;

/** The check digits of numbers that have one. */
final class Checksums {
    private static final int MOD_97 = 97;
    private static final int MOD_11 = 11;
    /** What an empty first place counts for in the number of a Hong Kong identity card with one letter. */
    private static final int EMPTY_PLACE = 36;

    private static final int TAIWANESE = 10;
    /** In the order of what they count for, from 10 on. */
    private static final String TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO";

    private Checksums() {}

    /** Luhn's check (ISO/IEC 7812-1) of a run of digits. */
    static boolean isLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : 2 * digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    /** The check of an IBAN (ISO 13616, mod 97-10) in capital letters and digits without spaces. */
    static boolean isIban(String iban) {
        int rest = 0;
        for (char c : (iban.substring(4) + iban.substring(0, 4)).toCharArray()) {
            int value = Character.digit(c, 36);
            rest = (rest * (value > 9 ? 100 : 10) + value) % MOD_97;
        }
        return rest == 1;
    }

    /** The check of a Hong Kong identity card's number: one or two capital letters, six digits, a digit or A. */
    static boolean isHkid(String letters, String digits, char check) {
        int sum = letters.length() == 1 ? EMPTY_PLACE * 9 : Character.digit(letters.charAt(0), 36) * 9;
        sum += Character.digit(letters.charAt(letters.length() - 1), 36) * 8;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(i) - '0') * (7 - i);
        }
        int expected = (MOD_11 - sum % MOD_11) % MOD_11;
        return Character.digit(check, 36) == expected;
    }

    /** The check of a mainland resident's number (GB 11643, mod 11-2) or a Taiwanese one, in capital letters and digits. */
    static boolean isResidentId(String id) {
        if (id.length() == TAIWANESE) {
            int sum = TAIWAN_LETTERS.indexOf(id.charAt(0)) + 10;
            sum = sum / 10 + sum % 10 * 9;
            for (int i = 1; i < TAIWANESE - 1; i++) {
                sum += (id.charAt(i) - '0') * (TAIWANESE - 1 - i);
            }
            return (sum + id.charAt(TAIWANESE - 1) - '0') % 10 == 0;
        }
        int sum = 0;
        for (int i = 0; i < id.length(); i++) {
            sum = (sum * 2 + (id.charAt(i) == 'X' ? 10 : id.charAt(i) - '0')) % MOD_11;
        }
        return sum == 1;
    }
}
