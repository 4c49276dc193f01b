package ai.relayme.policybot.intent;

import ai.relayme.policybot.language.PointingWords;
import ai.relayme.policybot.language.QuestionWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A clause of a message, which may ask, want, decline or tell something of its own.
 *
 * @param text its words, with the mark that ends it
 */
record Clause(String text) {
    private static final Pattern BREAK = Pattern.compile(
            "[,;!?\u3002\uFF0C\uFF1B\uFF01\uFF1F\u3001\\n]+|\\.(?:\\s|$)"
                    + "|\\b(?:and|then|also|plus|as well as|afterwards|but)\\b"
                    + "|然[后後]|接着|接著|跟住|同埋|以?及|[和与與]|[并並]且?|[顺順]便|另外|[还還][要有]|仲要|再",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SENTENCE_BREAK = Pattern.compile("[!?\u3002\uFF01\uFF1F\\n]+|\\.(?:\\s|$)");

    private static final Pattern DENIAL = Pattern.compile(
            "\\b(?:no|not|nothing|none|nor|never|without|already"
                    + "|(?:do|does|did|is|are|wo|ca|could|should|would|have|has)n['\u2019]?t)\\b"
                    + "|[不别別勿非未已冇没沒]|唔(?![该該])",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern MARK = Pattern.compile("[\\p{P}\\s]+");

    /** What is told of what was, or of what would be, is not wanted now. */
    private static final Pattern NOT_NOW = Pattern.compile(
            "^(?:if|when|whenever|once|after|before|until|unless|as|in case|since|because|suppose)\\b|^(?:i|we) (?:have )?already\\b"
                    + "|^(?:i|we)(?: have| had|['\u2019]ve)? (?!need\\b)\\w+ed\\b"
                    + "|(?:去年|上[个個]?[月周週年次]|昨[天日]|尋日|之前|以前).*[了咗過过]"
                    + "|\\b(?:asked|told|requested|was|were|been)\\b"
                    + "|^(?:如果|若|假如|假设|假設|要是|万一|萬一|一旦|[当當]|除非|等)|(?:之?[后後]|以[后後]|的[话話]|嘅話|[时時候])$|已[经經]",
            Pattern.CASE_INSENSITIVE);

    /** Asks about what others do, or what is; not for something to be done. */
    private static final Pattern ASKS_WHAT_IS = Pattern.compile(
            "^(?:do|does|did|what|which|who|whose|where|when|why|how|is|are|has|have|would it)\\b"
                    + "|怎|如何|[点點][样樣解]|[为為]什|多[久少]|[几幾]|什么|什麼|甚麼|[谁誰]|邊|[会會][不唔][会會]|[会會].*[吗嗎]|有冇|有[没沒]有|是否",
            Pattern.CASE_INSENSITIVE);

    /** Asks whether the visitor may, or how. */
    private static final Pattern ASKS_WHETHER_ONE_MAY = Pattern.compile(
            "\\b(?:can|could|may|do|would|am) (?:i|we)\\b|\\bhow (?:can|do|could|would) (?:i|we)\\b|\\bis it possible\\b"
                    + "|可唔可以|可不可以|能不能|得唔得|可否|能否|可以.*[吗嗎么麼]|能.*[吗嗎么麼]",
            Pattern.CASE_INSENSITIVE);

    /** That the rest is not wanted. What must not be forgotten or put off is wanted all the more. */
    private static final Pattern NOT_WANTED = Pattern.compile(
            "^(?:(?:oh|no|wait|actually|please|ok|okay|well|so|just|sorry|pls)\\b[\\s,]*)*"
                    + "(?:(?:do not|don['\u2019]?t|never)|i (?:do not|don['\u2019]?t|did not|didn['\u2019]?t|never|no longer)"
                    + " (?:want|wish|need|mean|ask|asked|intend|meant|wanted)(?: you)?+(?: to)?+|no need to)\\s+"
                    + "(?!you\\b|forget|hesitate|fail|delay|wait|have to|ask|remind|make|keep|store|hold|retain)"
                    + "|^(?:[请請]|唔該|麻烦|麻煩|那|咁|都[系係]|我|[还還]是|千万|千萬|千祈|暂时|暫時|先|[并並])*"
                    + "(?:不要|不想|不用|不必|不需要|[别別]|勿|唔好|唔想|唔使|唔駛|[没沒]有?[让讓叫要说說]|冇[叫話要]|不(?=[删刪注註清]))(?:你[们們哋]?)?+"
                    + "(?!忘|拖|等|留|再?保[留存]|[储儲]存|唔記得)",
            Pattern.CASE_INSENSITIVE);

    /** Bids something to be done, and not only told. */
    private static final Pattern BIDDING = Pattern.compile(
            "^(?:please|pls|kindly)\\s+(?!tell|explain|note|confirm|advise|clarify|let|be\\b|do not|don['\u2019]?t)"
                    + "|^(?:[请請](?![问問教告说說列解介描确確注放])|麻[烦煩](?![死的事])|[劳勞][烦煩]|唔該|拜[托託]|[帮幫替]我)",
            Pattern.CASE_INSENSITIVE);

    /** Asks for a yes to what was said before it. */
    private static final Pattern CONFIRMATION = Pattern.compile(
            "[,\uFF0C\u3002.\\s](?:right|correct|is(?:n['\u2019]?t)? it|is that (?:so|right|true)|[对對](?:吧|[吗嗎]|不[对對])"
                    + "|是(?:吧|[吗嗎]|不是)|[系係](?:咪|唔[系係]|嗎|吗))[?\uFF1F]$",
            Pattern.CASE_INSENSITIVE);

    /** That all may stay as it is. */
    private static final Pattern TAKES_BACK = Pattern.compile(
            "\\b(?:forget (?:it|that|about it)|never ?mind|changed my mind|on second thoughts?|(?:leave|keep) it)\\b"
                    + "|\\b(?:i(?: wi|['\u2019]?)ll|i(?:['\u2019]?d| would) rather|let me) (?:just )?(?:keep|stay)\\b"
                    + "|改[变變]主意|算[了啦喇数數]|[还還]是(?:留|保留)|[都系係]{2}(?:留|唔)",
            Pattern.CASE_INSENSITIVE);

    /** The clauses of a message, in its order. */
    static List<Clause> of(String message) {
        return split(message, BREAK);
    }

    /** The sentences of a message, in its order, each as one clause. */
    static List<Clause> sentences(String message) {
        return split(message, SENTENCE_BREAK);
    }

    private static List<Clause> split(String message, Pattern end) {
        List<Clause> found = new ArrayList<>();
        String[] pieces = end.splitWithDelimiters(message, -1);
        for (int i = 0; i < pieces.length; i += 2) {
            String mark = i + 1 < pieces.length && MARK.matcher(pieces[i + 1]).matches() ? pieces[i + 1] : "";
            if (!pieces[i].isBlank()) {
                found.add(new Clause((pieces[i] + mark).strip()));
            }
        }
        return found;
    }

    /** Whether it asks for something to be told. */
    boolean asks() {
        return isMarked() || QuestionWords.in(text) || QuestionWords.wantToKnow(text);
    }

    /** Whether it says itself what it is about. */
    boolean standsAlone() {
        return !PointingWords.in(text);
    }

    /** Whether a message only asks whether something is so. */
    static boolean asksForConfirmation(String message) {
        return CONFIRMATION.matcher(message.strip()).find();
    }

    /** Whether it bids something to be done in so many words. */
    boolean bids() {
        return BIDDING.matcher(text).find() && !asks();
    }

    /** Whether it may want something to be done, now. */
    boolean mayRequest() {
        return !NOT_NOW.matcher(bare()).find() && !ASKS_WHAT_IS.matcher(text).find();
    }

    /** Whether it asks if the visitor may do something, or how. */
    boolean asksWhetherOneMay() {
        return ASKS_WHETHER_ONE_MAY.matcher(text).find();
    }

    /** What it says that it does not want; empty where it says nothing of the kind. */
    Optional<String> notWanted() {
        Matcher matcher = NOT_WANTED.matcher(text);
        return !isMarked() && matcher.find() ? Optional.of(text.substring(matcher.end())) : Optional.empty();
    }

    /** Whether it says that something is not, or is no longer, so or wanted. */
    boolean denies() {
        return DENIAL.matcher(text).find();
    }

    /** Whether it says that what was wanted is wanted no more. */
    boolean takesBack() {
        return !isMarked() && TAKES_BACK.matcher(text).find();
    }

    private boolean isMarked() {
        return text.endsWith("?") || text.endsWith("\uFF1F");
    }

    private String bare() {
        return text.replaceFirst("[\\p{P}\\s]+$", "");
    }
}
