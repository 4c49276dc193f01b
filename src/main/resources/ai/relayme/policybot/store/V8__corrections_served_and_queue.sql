-- Times are milliseconds since 1970-01-01T00:00:00Z.

-- Since when a correction is held back because a passage that it cites has changed.
alter table correction add column suspended_at bigint;
-- Digest of the passage's text as its author or newest approver read it; one without is approved anew before it is served.
alter table correction_passage add column passage_digest text not null default '';

-- One row, whose number grows whenever which corrections are approved changes: what tells other nodes.
create table correction_revision (
    number bigint not null
);
insert into correction_revision (number) values (0);

-- The correction that answered.
alter table answer add column correction_id text;
create index answer_correction on answer (correction_id, created_at) where correction_id is not null;

-- Why a conversation is queued for review, each rule once; detail names the document version where a rule counts by it.
create table queued (
    conversation_id text not null references conversation (id) on delete cascade,
    rule            text not null,
    answer_id       text not null,
    detail          text,
    primary key (conversation_id, rule)
);
create index queued_rule on queued (rule, conversation_id);
create index queued_detail on queued (rule, detail) where detail is not null;

-- What was kept before there were rules is queued by those that can still be told.
insert into queued (conversation_id, rule, answer_id)
    select conversation_id, 'abstained', max(id) from answer where outcome = 'abstained' group by conversation_id;
insert into queued (conversation_id, rule, answer_id)
    select a.conversation_id, 'unhelpful', max(a.id) from answer a join feedback f on f.answer_id = a.id
    where f.helpful = 0 group by a.conversation_id;
insert into queued (conversation_id, rule, answer_id)
    select conversation_id, 'dropped_sentences', max(id) from answer where rejected_sentences > 0
    group by conversation_id;
insert into queued (conversation_id, rule, answer_id)
    select conversation_id, 'low_margin', max(id) from answer
    where outcome = 'answered' and support - threshold < 0.1 group by conversation_id;
