package ai.relayme.policybot.http.page;

import ai.relayme.policybot.http.request.ProblemType;
import ai.relayme.policybot.language.BlockFile;
import ai.relayme.policybot.language.Language;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What pages say of the types of problem, in each language. */
final class ProblemWords {
    private final Map<String, BlockFile.Block> blocks = BlockFile.read(ProblemWords.class, "problems.txt").stream()
            .collect(Collectors.toMap(BlockFile.Block::name, Function.identity()));

    /** What it is, in a few words. */
    String title(ProblemType type, Language language) {
        return language == Language.EN ? type.title() : of(type, "title." + language.tag());
    }

    /** What mends it. */
    String remedy(ProblemType type, Language language) {
        return language == Language.EN ? type.remedy() : of(type, "remedy." + language.tag());
    }

    /** How its status is told. */
    String status(ProblemType type, Language language) {
        return switch (language) {
            case EN -> "HTTP status ";
            case ZH_HANS -> "HTTP 状态码 ";
            case ZH_HANT -> "HTTP 狀態碼 ";
        } + type.status();
    }

    private String of(ProblemType type, String key) {
        BlockFile.Block block = blocks.get(type.slug());
        if (block == null || block.values(key).isEmpty()) {
            throw new IllegalStateException("problems.txt has no " + key + " of " + type.slug());
        }
        return String.join("; ", block.values(key));
    }
}
