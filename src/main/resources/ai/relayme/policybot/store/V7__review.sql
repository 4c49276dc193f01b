-- Times are milliseconds since 1970-01-01T00:00:00Z.

-- How far the review of a conversation has come; one without a row is open and nobody's.
create table review (
    conversation_id text   not null primary key references conversation (id) on delete cascade,
    status          text   not null,
    reviewer        text,
    updated_at      bigint not null
);

create index review_status on review (status, conversation_id);

-- What a reviewer makes of an answer.
create table label (
    answer_id text   not null references answer (id) on delete cascade,
    name      text   not null,
    agent     text   not null,
    at        bigint not null,
    primary key (answer_id, name)
);

create index label_name on label (name, answer_id);

create table note (
    id              text   not null primary key,
    conversation_id text   not null references conversation (id) on delete cascade,
    agent           text   not null,
    at              bigint not null,
    text            text   not null
);

create index note_conversation on note (conversation_id, id);

-- Answers that agents wrote. One that cites nothing says that the policy is silent on purpose.
create table correction (
    id          text   not null primary key,
    question    text   not null,
    language    text   not null,
    answer      text   not null,
    state       text   not null,
    author      text   not null,
    created_at  bigint not null,
    approver    text,
    approved_at bigint,
    retired_at  bigint
);

create index correction_state on correction (state, id);

-- What a correction cites, in the version that its author read.
create table correction_passage (
    correction_id text    not null references correction (id) on delete cascade,
    number        integer not null,
    passage_id    text    not null,
    language      text    not null,
    digest        text    not null,
    primary key (correction_id, number)
);
