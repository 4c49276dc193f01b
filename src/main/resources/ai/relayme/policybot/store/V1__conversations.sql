-- Times are milliseconds since 1970-01-01T00:00:00Z; ids are text; JSON is text: one script serves SQLite and PostgreSQL.

create table conversation (
    id         text   not null primary key,
    language   text   not null,
    api_key_id text,
    created_at bigint not null,
    last_at    bigint not null
);

create index conversation_last_at on conversation (last_at);

-- answer_json is the answer as it was given, trace_json what explains it.
create table answer (
    id              text   not null primary key,
    conversation_id text   not null references conversation (id) on delete cascade,
    created_at      bigint not null,
    question        text   not null,
    language        text   not null,
    outcome         text   not null,
    mode            text   not null,
    model           text,
    corpus_version  text   not null,
    answer_json     text   not null,
    trace_json      text   not null
);

create index answer_conversation on answer (conversation_id, created_at);

create table api_key (
    id         text   not null primary key,
    name       text   not null,
    hash       text   not null unique,
    created_at bigint not null
);

create table secret (
    name  text not null primary key,
    value text not null
);
