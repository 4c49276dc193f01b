package ai.relayme.policybot.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads columns that may be empty, which JDBC tells only of the column read last. */
public final class Rows {
    private Rows() {}

    /** A moment kept in milliseconds since 1970. */
    public static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** A number with a fraction. */
    public static @Nullable Double number(ResultSet row, String column) throws SQLException {
        double number = row.getDouble(column);
        return row.wasNull() ? null : number;
    }

    /** A truth value kept as 0 or 1. */
    public static @Nullable Boolean truth(ResultSet row, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? null : number != 0;
    }
}
