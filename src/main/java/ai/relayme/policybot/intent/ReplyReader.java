package ai.relayme.policybot.intent;

import ai.relayme.policybot.language.BlockFile;
import ai.relayme.policybot.language.TermMatcher;
import ai.relayme.policybot.language.TermMatcher.Match;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.language.Tokenizer.Token;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the messages that say nothing of their own, of which what was said before tells the meaning. Immutable. */
final class ReplyReader {
    private final Tokenizer tokenizer;
    private final TermMatcher<String> terms;

    ReplyReader(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        TermMatcher.Builder<String> builder = new TermMatcher.Builder<>(tokenizer);
        for (BlockFile.Block block : BlockFile.read(ReplyReader.class, "replies.txt")) {
            block.values("en").forEach(term -> builder.add(term, block.name()));
            block.values("zh").forEach(term -> builder.add(term, block.name()));
        }
        this.terms = builder.build();
    }

    /** What a message is as a reply. */
    enum Reply {
        /** It agrees to what was offered. */
        AGREES,
        /** It wants something done. */
        WANTS_IT_DONE,
        /** It asks how that is done, or whether it can be. */
        ASKS,
        /** It wants to use rights over data, and says not which. */
        WANTS_RIGHTS,
        /** It declines what was offered. */
        DECLINES,
        /** It greets, and no more. */
        GREETS,
        /** It vents anger, and no more. */
        INSULTS,
        /** It says something of its own, or is mere politeness. */
        OTHER
    }

    /** What the message is: anything but {@link Reply#OTHER} only where all of its words say nothing of their own. */
    Reply read(String message) {
        List<Token> tokens = tokenizer.tokens(message);
        List<Match<String>> found = terms.longest(tokens);
        BitSet known = new BitSet();
        found.forEach(match -> known.set(match.start(), match.end()));
        Set<String> said = found.stream().map(Match::value).collect(Collectors.toSet());
        if (known.cardinality() < tokens.size()) {
            return Reply.OTHER;
        }
        if (said.contains(Talk.INSULT.label())) {
            return Reply.INSULTS;
        }
        if (said.contains(Talk.GREETING.label())) {
            return Reply.GREETS;
        }
        if (said.contains(Talk.FAREWELL.label()) || said.contains(Talk.WHO.label())) {
            return Reply.OTHER;
        }
        boolean asks = said.contains("asking") || message.indexOf('?') >= 0 || message.indexOf('\uFF1F') >= 0;
        if (said.contains("refusal")) {
            return asks ? Reply.OTHER : Reply.DECLINES;
        }
        if (said.contains("rights")) {
            return !asks && said.contains("doing") ? Reply.WANTS_RIGHTS : Reply.OTHER;
        }
        if (asks) {
            return said.contains("asking") || said.contains("doing") ? Reply.ASKS : Reply.OTHER;
        }
        if (said.contains("doing")) {
            return Reply.WANTS_IT_DONE;
        }
        return said.contains("assent") && !said.contains("thanks") ? Reply.AGREES : Reply.OTHER;
    }

    /** What kind of talk a message is that asks for nothing, by the first of the kinds whose words stand in it. */
    Talk talk(String message) {
        Set<String> said = terms.longest(tokenizer.tokens(message)).stream().map(Match::value)
                .collect(Collectors.toSet());
        return Arrays.stream(Talk.values()).filter(talk -> said.contains(talk.label())).findFirst().orElse(Talk.OTHER);
    }
}
