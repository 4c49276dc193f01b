-- SQLite has one server, which counts in memory.
select 1;
