/**
 * Rights requests and hand-offs: taken in, verified, kept with their clocks and logs, and handed to support. A rights request is
 * what the field calls a data subject request; it and a hand-off are kept alike, and here both are cases.
 * How far a case has come is its state, here, in the database and where one filters by it; in its JSON that is its
 * {@code status}, as APIs name it.
 */
@NullMarked
package ai.relayme.policybot.rights;

import org.jspecify.annotations.NullMarked;
