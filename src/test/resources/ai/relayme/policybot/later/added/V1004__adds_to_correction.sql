alter table correction add column later text not null default '';
