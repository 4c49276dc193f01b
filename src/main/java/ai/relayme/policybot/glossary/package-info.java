/** The vocabulary of the privacy field as data: turns the words of a question or passage, in any of the three languages, into the concepts they stand for. */
@NullMarked
package ai.relayme.policybot.glossary;

import org.jspecify.annotations.NullMarked;
