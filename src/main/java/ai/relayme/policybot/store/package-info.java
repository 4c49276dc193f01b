/** The database: connections, migrations and transactions, on SQLite or PostgreSQL. */
@NullMarked
package ai.relayme.policybot.store;

import org.jspecify.annotations.NullMarked;
