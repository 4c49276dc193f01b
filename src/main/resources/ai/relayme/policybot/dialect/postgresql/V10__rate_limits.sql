-- What clients have used of their limits, by keyed hashes of their names: when the bucket is full again, in nanoseconds since
-- 1970, and how much was taken last. What a crash takes away is used up in a minute, so nothing of it need be in the log.
create unlogged table rate_limit (
    bucket  text   not null primary key,
    full_at bigint not null,
    taken   bigint not null
) with (fillfactor = 70);
