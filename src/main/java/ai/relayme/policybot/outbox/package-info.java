/** Mail that must not be lost: queued in the caller's transaction, delivered, tried again, and never dropped in silence. */
@NullMarked
package ai.relayme.policybot.outbox;

import org.jspecify.annotations.NullMarked;
