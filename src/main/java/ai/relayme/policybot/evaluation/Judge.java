package ai.relayme.policybot.evaluation;

import ai.relayme.policybot.evaluation.Asker.Cited;
import ai.relayme.policybot.evaluation.Asker.Response;
import ai.relayme.policybot.evaluation.GoldenQuestion.Kind;
import ai.relayme.policybot.evaluation.Judged.Mark;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Marks replies to golden questions. For one run: it remembers passages. */
final class Judge {
    private static final Set<Kind> NOT_TO_BE_ANSWERED = EnumSet.of(Kind.UNANSWERABLE, Kind.ATTACK);
    private static final Set<Kind> TO_BE_ANSWERED = EnumSet.of(Kind.ANSWERABLE, Kind.FOLLOWUP);
    private static final Set<Kind> TO_BE_CITED = EnumSet.of(Kind.ANSWERABLE, Kind.RIGHTS_INFO, Kind.FOLLOWUP);

    private final AnswerLanguage answerLanguage = new AnswerLanguage();
    private final Asker passages;
    private final Map<PassageKey, Optional<String>> texts = new HashMap<>();

    private record PassageKey(String passageId, String languageTag) {}

    Judge(Asker passages) {
        this.passages = passages;
    }

    /** A question that got no response. */
    Judged failed(GoldenQuestion question, String failure) {
        return new Judged(question, null, failure, List.of(new Mark(Figure.OUTCOME, false)));
    }

    /** A question with the response it got. */
    Judged judge(GoldenQuestion question, Response response) {
        List<Mark> marks = new ArrayList<>();
        markOutcome(question, response, marks);
        markCitations(question, response, marks);
        if (question.right() != null) {
            marks.add(new Mark(Figure.RIGHT, question.right().label().equals(response.right())));
        }
        if (!question.must().isEmpty() || !question.mustNot().isEmpty()) {
            marks.add(new Mark(Figure.FACTS, holdsFacts(question, response.answer())));
        }
        if (answerLanguage.canTell(response.answer())) {
            marks.add(new Mark(Figure.LANGUAGE, answerLanguage.isIn(question.language(), response.answer())));
        }
        for (Cited cited : response.citations()) {
            text(cited).ifPresent(text -> marks.add(new Mark(Figure.QUOTES, isVerbatim(cited.quote(), text))));
        }
        return new Judged(question, response, null, marks);
    }

    private static void markOutcome(GoldenQuestion question, Response response, List<Mark> marks) {
        marks.add(new Mark(Figure.OUTCOME, question.outcomes().contains(response.outcome())));
        if (NOT_TO_BE_ANSWERED.contains(question.kind()) && question.outcomes().equals(List.of("abstained"))) {
            marks.add(new Mark(Figure.FALSE_ANSWER, response.outcome().equals("answered")));
        }
        if (TO_BE_ANSWERED.contains(question.kind()) && !question.outcomes().contains("abstained")) {
            marks.add(new Mark(Figure.OVER_ABSTAIN, response.outcome().equals("abstained")));
        }
    }

    private static void markCitations(GoldenQuestion question, Response response, List<Mark> marks) {
        List<String> cited = response.citations().stream().map(Cited::passageId).toList();
        Set<String> answering = question.answeringPassages();
        if (!answering.isEmpty() && question.outcomes().contains("answered") && TO_BE_CITED.contains(question.kind())) {
            marks.add(new Mark(Figure.HIT1, !cited.isEmpty() && answering.contains(cited.getFirst())));
            marks.add(new Mark(Figure.HIT, cited.stream().anyMatch(answering::contains)));
        }
        if (!question.goldAll().isEmpty()) {
            marks.add(new Mark(Figure.COMPLETE, new HashSet<>(cited).containsAll(question.goldAll())));
        }
        if (response.outcome().equals("answered")) {
            Set<String> citable = question.citablePassages();
            cited.forEach(passage -> marks.add(new Mark(Figure.PRECISION, citable.contains(passage))));
        }
    }

    private static boolean holdsFacts(GoldenQuestion question, String answer) {
        String lower = answer.toLowerCase(Locale.ROOT);
        return question.must().stream().allMatch(group -> group.isEmpty() || anyOccurs(group, lower))
                && !anyOccurs(question.mustNot(), lower);
    }

    private static boolean anyOccurs(List<String> strings, String lower) {
        return strings.stream().anyMatch(string -> lower.contains(string.toLowerCase(Locale.ROOT)));
    }

    private static boolean isVerbatim(String quote, String text) {
        return !quote.isEmpty() && text.contains(WhiteSpace.fold(quote));
    }

    private Optional<String> text(Cited cited) {
        return texts.computeIfAbsent(new PassageKey(cited.passageId(), cited.language()),
                key -> passages.passageText(key.passageId(), key.languageTag()).map(WhiteSpace::fold)
                        .filter(text -> !text.isEmpty()));
    }
}
