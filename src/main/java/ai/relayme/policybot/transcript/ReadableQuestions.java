package ai.relayme.policybot.transcript;

import java.util.function.UnaryOperator;

/**
 * What of a question everybody may read who may search: nobody is to find by a word what they are not shown, or they could
 * guess it letter by letter.
 *
 * @param rules  number of the rules, which rises with every change of them
 * @param masked a question with placeholders for the rest
 */
public record ReadableQuestions(int rules, UnaryOperator<String> masked) {}
