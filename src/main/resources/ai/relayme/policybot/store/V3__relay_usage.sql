-- Tokens and cost of calls to the relay by day (UTC, as 2026-11-25) and model; every node adds to the same row.

create table relay_usage (
    day           text   not null,
    model         text   not null,
    calls         bigint not null,
    input_tokens  bigint not null,
    output_tokens bigint not null,
    cost_micros   bigint not null,
    primary key (day, model)
);
