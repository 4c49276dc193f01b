-- Under which rules of what agents may read the words were made; 0: under none, by a version before this column.
alter table answer_words add column masked_by integer not null default 0;

create index answer_words_masked_by on answer_words (masked_by);
