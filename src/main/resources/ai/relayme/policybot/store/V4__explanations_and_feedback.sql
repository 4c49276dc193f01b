-- What explains an answer, beside its trace: the parts that lists are filtered by and figures made of. Null: it had none.

alter table answer add column intent text;
-- Why it was abstained.
alter table answer add column reason text;
-- The concept that the question is about: one that no passage speaks of, else the likeliest.
alter table answer add column topic text;
-- What was searched: the question as written, corrected or rewritten.
alter table answer add column query text;
alter table answer add column support double precision;
alter table answer add column threshold double precision;
-- The best of the passages found, whether it was cited or not.
alter table answer add column top_passage text;
alter table answer add column prompt_version text;
alter table answer add column relay_failure text;
-- Sentences of the model's that did not pass.
alter table answer add column rejected_sentences integer;
alter table answer add column input_tokens bigint;
alter table answer add column output_tokens bigint;
alter table answer add column took_micros bigint;
alter table answer add column first_segment_micros bigint;

create index answer_created on answer (created_at, id);
create index answer_outcome on answer (outcome, id);
create index answer_reason on answer (reason, id);
create index answer_language on answer (language, id);

-- What an answer cites, in the version that it quotes.
create table citation (
    answer_id  text    not null references answer (id) on delete cascade,
    number     integer not null,
    passage_id text    not null,
    document   text    not null,
    language   text    not null,
    version    text    not null,
    digest     text    not null,
    primary key (answer_id, number)
);

create index citation_passage on citation (passage_id, answer_id);
create index citation_document on citation (document, answer_id);

-- What the visitor thought of an answer, the newest if they told it twice; helpful is 0 or 1.
create table feedback (
    answer_id  text    not null primary key references answer (id) on delete cascade,
    helpful    integer not null,
    reason     text,
    comment    text,
    created_at bigint  not null
);

create index feedback_helpful on feedback (helpful, answer_id);
