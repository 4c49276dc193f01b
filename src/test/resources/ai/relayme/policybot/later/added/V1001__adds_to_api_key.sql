alter table api_key add column later text not null default '';
