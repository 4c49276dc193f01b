alter table outbox add column later text not null default '';
