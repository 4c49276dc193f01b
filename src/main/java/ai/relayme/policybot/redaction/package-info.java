/**
 * Replaces identifiers of persons and secrets in a visitor's text by typed placeholders before the text leaves for a
 * third party.
 */
@NullMarked
package ai.relayme.policybot.redaction;

import org.jspecify.annotations.NullMarked;
