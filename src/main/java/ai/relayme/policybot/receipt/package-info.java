/** Receipts: what was answered, signed so that whoever has one can check it without asking the bot. */
@NullMarked
package ai.relayme.policybot.receipt;

import org.jspecify.annotations.NullMarked;
