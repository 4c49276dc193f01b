alter table answer add column later text not null default '';
