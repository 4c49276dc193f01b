/** Measures the ranking of passages on sets of questions, and fits what is fitted in it. Not part of the tests: main classes. */
@NullMarked
package ai.relayme.policybot.ranking;

import org.jspecify.annotations.NullMarked;
