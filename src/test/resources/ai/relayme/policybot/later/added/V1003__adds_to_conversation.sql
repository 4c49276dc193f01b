alter table conversation add column later text not null default '';
