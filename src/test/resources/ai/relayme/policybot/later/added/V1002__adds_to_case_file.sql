alter table case_file add column later text not null default '';
