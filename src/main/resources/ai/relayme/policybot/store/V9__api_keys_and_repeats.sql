-- What a key may do, from where, how often, and since when it may not; lists are separated by commas.
alter table api_key add column prefix text;
alter table api_key add column scopes text not null default 'ask,search,handoff,transcripts';
alter table api_key add column origins text not null default '';
alter table api_key add column rate_limit text;
alter table api_key add column revoked_at bigint;
alter table api_key add column last_used_at bigint;

-- Questions that were sent with an idempotency key: id is a hash of the key and its caller, request one of the body.
create table asked (
    id         text   not null primary key,
    request    text   not null,
    answer_id  text,
    created_at bigint not null
);

create index asked_created on asked (created_at);
