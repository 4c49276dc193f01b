package ai.relayme.policybot.conversation;

import ai.relayme.policybot.answer.Answer;
import ai.relayme.policybot.answer.AnswerJson;

/**
 * An answer given.
 *
 * @param head   its id and conversation
 * @param answer its content
 */
public record GivenAnswer(AnswerJson.Head head, Answer answer) {}
