-- Times are milliseconds since 1970-01-01T00:00:00Z, but for the scheduler's own table.

-- What goes out by mail. The body is emptied once the mail is sent or has expired.
create table outbox (
    id                text    not null primary key,
    message_id        text    not null unique,
    topic             text    not null,
    reference         text    not null,
    recipient         text    not null,
    reply_to          text,
    language          text    not null,
    subject           text    not null,
    body_text         text    not null,
    body_html         text    not null,
    created_at        bigint  not null,
    expires_at        bigint,
    state             text    not null,
    attempts          integer not null,
    deferrals         integer not null,
    first_deferred_at bigint,
    fault             text,
    concluded_at      bigint
);

create index outbox_state on outbox (state, concluded_at);
create index outbox_reference on outbox (reference);

-- db-scheduler's table, as its documentation gives it.
create table scheduled_tasks (
    task_name            text                     not null,
    task_instance        text                     not null,
    task_data            bytea,
    execution_time       timestamp with time zone not null,
    picked               boolean                  not null,
    picked_by            text,
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp with time zone,
    version              bigint                   not null,
    priority             smallint,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on scheduled_tasks (priority desc, execution_time asc);

-- A rights request or a hand-off. verified_at tells whether its address was proven; log_length and log_hash are the
-- head of its log; joined_to is the case that a repeated request went into.
create table case_file (
    reference        text    not null primary key,
    kind             text    not null,
    state            text    not null,
    email            text    not null,
    name             text,
    on_behalf_of     text,
    details          text,
    transcript       text,
    language         text    not null,
    regime           text    not null,
    received_at      bigint  not null,
    due_at           bigint,
    extended         boolean not null,
    verified_at      bigint,
    forwarded_at     bigint,
    closed_at        bigint,
    outcome          text,
    joined_to        text references case_file (reference),
    next_reminder_at bigint,
    log_length       integer not null,
    log_hash         text    not null
);

create index case_file_email on case_file (email, state);
create index case_file_unforwarded on case_file (forwarded_at, received_at);
create index case_file_reminder on case_file (next_reminder_at);

-- Each right of a request, with the clock of its own.
create table case_right (
    reference text   not null references case_file (reference) on delete cascade,
    name      text   not null,
    due_at    bigint not null,
    primary key (reference, name)
);

create table case_log (
    reference text    not null references case_file (reference) on delete cascade,
    number    integer not null,
    at        bigint  not null,
    event     text    not null,
    detail    text    not null,
    hash      text    not null,
    primary key (reference, number)
);

-- The newest code of each case that waits for one; codes are kept as keyed hashes.
create table verification_code (
    reference  text    not null primary key references case_file (reference) on delete cascade,
    hash       text    not null,
    expires_at bigint  not null,
    tries      integer not null,
    sent       integer not null
);

-- How many mails went to an address that nobody has proven yet; the address is kept as a keyed hash.
create table mail_budget (
    address   text    not null primary key,
    began_at  bigint  not null,
    used      integer not null
);

create table idempotency (
    id         text   not null primary key,
    request    text   not null,
    reference  text   not null,
    expires_at bigint not null,
    created_at bigint not null
);

create index idempotency_created on idempotency (created_at);
