/** What was asked and answered, as it is kept: questions, answers and everything that explains them. */
@NullMarked
package ai.relayme.policybot.transcript;

import org.jspecify.annotations.NullMarked;
